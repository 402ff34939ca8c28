using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Tango.Formats.Json;

namespace Tango.Formats.Sequences;

/// <summary>Writes items, one per line. An item that JSON cannot represent completely is not written at all.</summary>
internal sealed class JsonLineWriter<T> : IDisposable
{
    private const int BytesAtATime = 64 * 1024;

    private readonly bool _isReadBack = ReadBack.IsNeeded(typeof(T));
    private readonly JsonTypeInfo<T> _contract = (JsonTypeInfo<T>)ResultJson.Options.GetTypeInfo(typeof(T));
    private readonly ArrayBufferWriter<byte> _line = new();
    private readonly ArrayBufferWriter<byte> _lines = new();
    private readonly Utf8JsonWriter _json;
    private readonly Action<ReadOnlySpan<byte>> _write;

    /// <param name="write">Receives many lines at a time.</param>
    public JsonLineWriter(Action<ReadOnlySpan<byte>> write)
    {
        _write = write;
        _json = new Utf8JsonWriter(_line, ResultJson.WriterOptions);
    }

    /// <summary>The buffered lines.</summary>
    public ReadOnlySpan<byte> Rest => _lines.WrittenSpan;

    /// <exception cref="ResultNotStorableException">JSON cannot represent the item completely.</exception>
    public void Append(T item)
    {
        _line.ResetWrittenCount();
        try
        {
            JsonSerializer.Serialize(_json, item, _contract);
            _json.Flush();
            if (_isReadBack && item is not null)
                ReadBack.Check(item, typeof(T), _line.WrittenSpan);
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException)
        {
            throw ResultJson.NotStorable(typeof(T), exception);
        }
        finally
        {
            _json.Reset();
        }

        _lines.Write(_line.WrittenSpan);
        _lines.Write("\n"u8);
        if (_lines.WrittenCount >= BytesAtATime)
            Flush();
    }

    public void Flush()
    {
        _write(_lines.WrittenSpan);
        _lines.ResetWrittenCount();
    }

    public void Dispose() => _json.Dispose();
}
