using Tango.Formats;
using Tango.IO;

namespace Tango.Execution.Commands;

/// <summary>Writes the standard output of a command, byte by byte, to a file: memory use does not grow with it.</summary>
internal sealed class PrintedBytes : IDisposable
{
    /// <summary>The maximum length of a result: the longest text that .NET can pass to a step.</summary>
    public const long Max = 1_000_000_000;

    private readonly string _path;
    private readonly long _max;
    private readonly FileStream _file;
    private long _length;
    private bool _isResult;

    /// <param name="path">The full path of the file, which is replaced; its folder must exist.</param>
    /// <param name="max">The maximum length in bytes.</param>
    public PrintedBytes(string path, long max = Max)
    {
        _path = path;
        _max = max;
        SpecialFile.Refuse(path);
        _file = new FileStream(path, FileMode.Create, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete, bufferSize: 0);
    }

    /// <summary>Appends output.</summary>
    /// <exception cref="CommandException">It is longer than a result can be.</exception>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        _length += bytes.Length;
        if (_length > _max)
            throw CommandException.PrintedTooMuch(_max);

        _file.Write(bytes);
    }

    /// <summary>The output, all bytes.</summary>
    public PrintedResult AsBytes() => Result(isText: false);

    /// <summary>The output, without the last line end.</summary>
    /// <exception cref="CommandException">It is not UTF-8.</exception>
    public PrintedResult AsText()
    {
        _file.Position = 0;
        if (Utf8Check.FindFault(_file) is { } fault)
            throw CommandException.NotText(fault.Line, fault.Value);

        _file.SetLength(_file.Length - LengthOfLastLineEnd());
        return Result(isText: true);
    }

    /// <summary>Closes the file, and removes it unless it is the result.</summary>
    public void Dispose()
    {
        _file.Dispose();
        if (!_isResult && File.Exists(_path))
            FileChange.TryDelete(_path);
    }

    private PrintedResult Result(bool isText)
    {
        if (!File.Exists(_path))
            throw CommandException.WorkRemoved(Path.GetDirectoryName(_path)!);

        _isResult = true;
        return new PrintedResult(_path, isText);
    }

    private int LengthOfLastLineEnd()
    {
        Span<byte> end = stackalloc byte[(int)Math.Min(2, _file.Length)];
        _file.Seek(-end.Length, SeekOrigin.End);
        _file.ReadExactly(end);
        return end switch
        {
            [(byte)'\r', (byte)'\n'] => 2,
            [.., (byte)'\n'] => 1,
            _ => 0,
        };
    }
}
