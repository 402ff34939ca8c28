using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Tango.IO;

namespace Tango.Formats;

/// <summary>Writes items to a file one by one, a line each, and says of each whether JSON carries it whole.</summary>
/// <typeparam name="T">The items' type.</typeparam>
internal sealed class JsonLineWriter<T> : IDisposable
{
    private const int BytesAtATime = 64 * 1024;

    private readonly JsonTypeInfo<T> _contract = (JsonTypeInfo<T>)ResultJson.Options.GetTypeInfo(typeof(T));
    private readonly ArrayBufferWriter<byte> _line = new();
    private readonly ArrayBufferWriter<byte> _lines = new();
    private readonly Utf8JsonWriter _json;
    private readonly Func<NamelessFile> _create;
    private NamelessFile? _file;

    private JsonLineWriter(Func<NamelessFile> create)
    {
        _create = create;
        _json = new Utf8JsonWriter(_line, ResultJson.WriterOptions);
    }

    /// <summary>Makes a writer.</summary>
    /// <param name="create">Makes the file, when there is something to write.</param>
    /// <returns>Null when JSON cannot carry items of the type.</returns>
    public static JsonLineWriter<T>? TryCreate(Func<NamelessFile> create)
    {
        try
        {
            JsonFidelity.Check(typeof(T));
            return new(create);
        }
        catch (Exception exception) when (IsRefusal(exception))
        {
            return null;
        }
    }

    /// <summary>Writes an item; false, and nothing is written, when something of it would be lost.</summary>
    /// <param name="item">The item.</param>
    public bool TryAppend(T item)
    {
        _line.ResetWrittenCount();
        try
        {
            JsonSerializer.Serialize(_json, item, _contract);
            _json.Flush();
        }
        catch (Exception exception) when (IsRefusal(exception))
        {
            return false;
        }
        finally
        {
            _json.Reset();
        }

        _lines.Write(_line.WrittenSpan);
        _lines.Write("\n"u8);
        if (_lines.WrittenCount >= BytesAtATime)
        {
            WriteLines();
        }

        return true;
    }

    /// <summary>Ends the file and gives what was written; the last, and nothing may be appended after it.</summary>
    public StoredSequence<T> Finish()
    {
        // What is short never sees the disk.
        if (_file is null)
        {
            var bytes = _lines.WrittenSpan.ToArray();
            return new(() => new MemoryStream(bytes, writable: false), _contract);
        }

        WriteLines();
        return new(_file.OpenRead, _contract);
    }

    public void Dispose() => _json.Dispose();

    private static bool IsRefusal(Exception exception) => exception is ResultNotStorableException or JsonException or NotSupportedException;

    private void WriteLines()
    {
        _file ??= _create();
        _file.Append(_lines.WrittenSpan);
        _lines.ResetWrittenCount();
    }
}
