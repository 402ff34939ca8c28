using System.Runtime.InteropServices;

namespace Tango.Formats;

/// <summary>A <c>byte[]</c>, <see cref="Memory{T}"/> or <see cref="ReadOnlyMemory{T}"/> of bytes, exactly as it is.</summary>
internal sealed class BytesFormat : Format
{
    private const string FileName = "result.bin";

    /// <inheritdoc/>
    public override string Name => BuiltInFormats.Bytes;

    /// <inheritdoc/>
    public override async ValueTask WriteAsync(object value, Type type, IResultWriter writer, CancellationToken cancellationToken)
    {
        if (value is PrintedResult printed)
        {
            await printed.WriteAsync(writer.Create(FileName), cancellationToken).ConfigureAwait(false);
            return;
        }

        ReadOnlyMemory<byte> bytes = value switch
        {
            byte[] array => array,
            Memory<byte> memory => memory,
            ReadOnlyMemory<byte> memory => memory,
            _ => throw new ResultNotStorableException(
                $"the format 'bytes' takes byte[], Memory<byte> or ReadOnlyMemory<byte>, not {ReadableName.Format(value.GetType())}. Leave the format out, or return bytes."),
        };
        var stream = writer.Create(FileName);
        await using (stream.ConfigureAwait(false))
            await stream.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override async ValueTask<object> ReadAsync(Type type, IResultReader reader, CancellationToken cancellationToken)
    {
        var stream = reader.Open(FileName);
        await using (stream.ConfigureAwait(false))
        {
            var bytes = await ReadToEndAsync(stream, cancellationToken).ConfigureAwait(false);
            return As(type, bytes);
        }
    }

    private static object As(Type type, Memory<byte> bytes)
    {
        if (type == typeof(Memory<byte>))
            return bytes;

        return type == typeof(ReadOnlyMemory<byte>) ? (object)(ReadOnlyMemory<byte>)bytes : ArrayOf(bytes);
    }

    private static async ValueTask<Memory<byte>> ReadToEndAsync(Stream stream, CancellationToken cancellationToken)
    {
        using var all = new MemoryStream(stream.CanSeek ? (int)stream.Length : 0);
        await stream.CopyToAsync(all, cancellationToken).ConfigureAwait(false);
        return all.GetBuffer().AsMemory(0, (int)all.Length);
    }

    // The buffer itself if its length is exact, which it is if the length was known before.
    private static byte[] ArrayOf(Memory<byte> bytes) =>
        MemoryMarshal.TryGetArray<byte>(bytes, out var segment) && segment.Array!.Length == segment.Count ? segment.Array : bytes.ToArray();
}
