using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Tango.Formats.Sequences;

/// <summary>Splits a stream into lines and creates an item from each; buffers one line at a time.</summary>
internal sealed class JsonLineReader<T> : IDisposable
{
    private const int BytesAtATime = 64 * 1024;
    private const byte LineEnd = (byte)'\n';

    private readonly Stream _stream;
    private readonly JsonTypeInfo<T> _contract;
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(BytesAtATime);
    private int _start;
    private int _searched;
    private int _end;
    private long _line;

    public JsonLineReader(Stream stream, JsonTypeInfo<T> contract)
    {
        _stream = stream;
        _contract = contract;
    }

    /// <summary>Returns the next item if its line is in the buffer.</summary>
    public bool TryTake(out T item)
    {
        var length = _buffer.AsSpan(_searched, _end - _searched).IndexOf(LineEnd);
        if (length < 0)
        {
            _searched = _end;
            item = default!;
            return false;
        }

        var end = _searched + length;
        _line++;
        item = Parse(_buffer.AsSpan(_start, end - _start));
        _start = _searched = end + 1;
        return true;
    }

    /// <summary>Reads more bytes; false at the end.</summary>
    public bool Fill()
    {
        MakeRoom();
        return Took(_stream.Read(_buffer, _end, _buffer.Length - _end));
    }

    /// <summary>Reads more bytes; false at the end.</summary>
    public async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        MakeRoom();
        return Took(await _stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken).ConfigureAwait(false));
    }

    public void Dispose()
    {
        var buffer = Interlocked.Exchange(ref _buffer, []);
        if (buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(buffer);

        _stream.Dispose();
    }

    private T Parse(ReadOnlySpan<byte> line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, _contract)!;
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"Line {_line} of the stored sequence is not a {ReadableName.Format(typeof(T))}: {exception.Message}", exception);
        }
    }

    private bool Took(int read)
    {
        _end += read;
        return read > 0
            ? true
            : _start == _end ? false : throw new InvalidDataException($"The stored sequence ends in the middle of line {_line + 1}.");
    }

    private void MakeRoom()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _searched -= _start;
            _start = 0;
        }
        else if (_end == _buffer.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(checked(_buffer.Length * 2));
            _buffer.AsSpan(0, _end).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }
    }
}
