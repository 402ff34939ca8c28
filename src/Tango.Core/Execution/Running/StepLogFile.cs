using System.Globalization;
using System.Text;
using Tango.Caching;
using Tango.IO;

namespace Tango.Execution.Running;

/// <summary>The file of a step's log, up to a limit. If it cannot be written any more, e.g. because the disk is full, it ends: the step did nothing wrong.</summary>
internal sealed class StepLogFile : IDisposable
{
    private long _room = TextLimits.MaxStepLog;
    private readonly string _path;
    private readonly EarlierLog? _earlier;
    private StreamWriter? _writer;

    /// <param name="path">Full path.</param>
    /// <param name="open">Creates the file; null: at the path.</param>
    /// <param name="keepsEarlier">Whether <see cref="PutBack"/> may be called.</param>
    /// <exception cref="IOException">It cannot be created.</exception>
    /// <exception cref="UnauthorizedAccessException">Access is denied.</exception>
    public StepLogFile(string path, Func<FileStream>? open, bool keepsEarlier = false)
    {
        _path = path;
        _earlier = keepsEarlier ? EarlierLog.Open(path) : null;
        _writer = new StreamWriter(open?.Invoke() ?? Create(path), new UTF8Encoding(false)) { NewLine = "\n" };
    }

    /// <summary>Writes lines.</summary>
    /// <returns>Why the file ends before them; null if they were written, or if that was returned before.</returns>
    public string? Write(StepLogLevel level, IReadOnlyList<string> lines) => Try(writer =>
    {
        foreach (var line in lines)
            WriteWithinLimit(writer, level, line);
    });

    /// <summary>Writes what became of the step, whatever the file has already.</summary>
    /// <returns>As for lines.</returns>
    public string? WriteOutcome(string text, bool isError) => Try(writer => WriteLine(writer, isError ? "error" : null, text));

    /// <summary>Ends the file, and puts the one back that was there before; does nothing if there was none.</summary>
    /// <returns>Why that was not possible; null otherwise.</returns>
    public string? PutBack()
    {
        if (_earlier is not { } earlier || _writer is null)
            return null;

        return Try(writer =>
        {
            writer.Dispose();
            _writer = null;
            using var file = Create(_path);
            earlier.CopyTo(file);
        });
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _writer?.Dispose();
        _writer = null;
        _earlier?.Dispose();
    }

    private static FileStream Create(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        SpecialFile.Refuse(path);

        // The log of a failed run may be another user's: it can be deleted, but not written to.
        FileChange.Delete(path);
        var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read | FileShare.Delete, bufferSize: 0);
        SharedMode.Apply(file.SafeFileHandle, Path.GetDirectoryName(path)!, isReplaced: true);
        return file;
    }

    private string? Try(Action<StreamWriter> write)
    {
        if (_writer is not { } writer)
            return null;

        try
        {
            write(writer);
            _writer?.Flush();
            return null;
        }
        catch (Exception exception) when (CacheAccess.IsRefusal(exception))
        {
            // Disposing of the writer would write its buffer again.
            writer.BaseStream.Dispose();
            _writer = null;
            return exception.Message;
        }
    }

    private void WriteWithinLimit(StreamWriter writer, StepLogLevel level, string text)
    {
        if (_room <= 0)
            return;

        WriteLine(writer, level, text);
        _room -= text.Length;
        if (_room <= 0)
            WriteLine(writer, StepLogLevel.Warning, TextLimits.Format($"… (a log has at most {TextLimits.MaxStepLog} characters; what follows is left out)"));
    }

    private static void WriteLine(StreamWriter writer, StepLogLevel level, string text) =>
        WriteLine(writer, level == StepLogLevel.Info ? null : level.ToString().ToLowerInvariant(), text);

    private static void WriteLine(StreamWriter writer, string? kind, string text)
    {
        writer.Write(DateTimeOffset.UtcNow.ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture));
        writer.Write(kind is null ? " " : $" {kind}: ");
        writer.WriteLine(text);
    }
}
