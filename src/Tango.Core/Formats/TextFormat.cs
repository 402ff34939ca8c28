using System.Text;

namespace Tango.Formats;

/// <summary>A string as UTF-8 without a byte order mark, exactly as it is.</summary>
internal sealed class TextFormat : Format
{
    private const string FileName = "result.txt";
    private const int CharsAtATime = 16 * 1024;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <inheritdoc/>
    public override string Name => BuiltInFormats.Text;

    /// <inheritdoc/>
    public override async ValueTask WriteAsync(object value, Type type, IResultWriter writer, CancellationToken cancellationToken)
    {
        if (value is PrintedResult printed)
        {
            await printed.WriteAsync(writer.Create(FileName), cancellationToken).ConfigureAwait(false);
            return;
        }

        try
        {
            using var stream = writer.Create(FileName);
            Write((string)value, stream, cancellationToken);
        }
        catch (EncoderFallbackException exception)
        {
            throw new ResultNotStorableException(
                $"the text has half a surrogate pair at index {exception.Index}, which UTF-8 cannot hold. Return a byte[], or correct the text.",
                exception);
        }
    }

    /// <inheritdoc/>
    public override async ValueTask<object> ReadAsync(Type type, IResultReader reader, CancellationToken cancellationToken)
    {
        // A byte order mark in the text is part of it.
        using var text = new StreamReader(reader.Open(FileName), Strict, detectEncodingFromByteOrderMarks: false);
        return await text.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
    }

    private static void Write(string value, Stream stream, CancellationToken cancellationToken)
    {
        var encoder = Strict.GetEncoder();
        var buffer = new byte[Strict.GetMaxByteCount(Math.Min(value.Length, CharsAtATime))];
        var rest = value.AsSpan();
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            var part = rest[..Math.Min(rest.Length, CharsAtATime)];
            rest = rest[part.Length..];
            var count = encoder.GetBytes(part, buffer, flush: rest.IsEmpty);
            stream.Write(buffer.AsSpan(0, count));
        }
        while (!rest.IsEmpty);
    }
}
