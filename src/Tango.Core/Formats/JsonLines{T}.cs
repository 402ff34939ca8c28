using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Tango.Formats;

/// <summary>Writes and reads the items of a sequence.</summary>
/// <typeparam name="T">The items' type.</typeparam>
internal sealed class JsonLines<T> : JsonLines
{
    private const int BytesAtATime = 64 * 1024;

    private readonly SequenceKind _kind;
    private readonly JsonTypeInfo<T> _contract = (JsonTypeInfo<T>)ResultJson.Options.GetTypeInfo(typeof(T));

    public JsonLines(SequenceKind kind) => _kind = kind;

    public override async ValueTask WriteAsync(object sequence, Stream stream, CancellationToken cancellationToken)
    {
        var lines = new ArrayBufferWriter<byte>(BytesAtATime / 4);
        using var json = new Utf8JsonWriter(lines, ResultJson.WriterOptions);
        if (_kind == SequenceKind.Async)
        {
            await foreach (var item in ((IAsyncEnumerable<T>)sequence).WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                Append(item, lines, json);
                Flush(lines, stream, BytesAtATime, cancellationToken);
            }
        }
        else
        {
            foreach (var item in (IEnumerable<T>)sequence)
            {
                Append(item, lines, json);
                Flush(lines, stream, BytesAtATime, cancellationToken);
            }
        }

        Flush(lines, stream, atLeast: 1, cancellationToken);
    }

    public override object Read(Func<Stream> open)
    {
        var sequence = new StoredSequence<T>(open, _contract);
        return _kind switch
        {
            SequenceKind.List => sequence.ToList(),
            SequenceKind.Array => sequence.ToArray(),
            _ => sequence,
        };
    }

    private static void Flush(ArrayBufferWriter<byte> lines, Stream stream, int atLeast, CancellationToken cancellationToken)
    {
        if (lines.WrittenCount < atLeast)
        {
            return;
        }

        cancellationToken.ThrowIfCancellationRequested();
        stream.Write(lines.WrittenSpan);
        lines.ResetWrittenCount();
    }

    private void Append(T item, ArrayBufferWriter<byte> lines, Utf8JsonWriter json)
    {
        try
        {
            JsonSerializer.Serialize(json, item, _contract);
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException)
        {
            throw ResultJson.NotStorable(typeof(T), exception);
        }

        json.Flush();
        json.Reset();
        lines.Write("\n"u8);
    }
}
