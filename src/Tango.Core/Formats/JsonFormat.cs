using System.Text.Json;

namespace Tango.Formats;

/// <summary>One compact JSON document. What JSON would carry only in part is refused, see <see cref="JsonFidelity"/>.</summary>
internal sealed class JsonFormat : Format
{
    private const string FileName = "result.json";

    /// <inheritdoc/>
    public override string Name => BuiltInFormats.Json;

    /// <inheritdoc/>
    public override async ValueTask WriteAsync(object value, Type type, IResultWriter writer, CancellationToken cancellationToken)
    {
        var stored = ResultJson.StoredType(type);
        JsonFidelity.Check(stored);
        var stream = writer.Create(FileName);
        await using (stream.ConfigureAwait(false))
        {
            try
            {
                await JsonSerializer.SerializeAsync(stream, value, ResultJson.Options.GetTypeInfo(stored), cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is JsonException or NotSupportedException)
            {
                throw ResultJson.NotStorable(type, exception);
            }
        }
    }

    /// <inheritdoc/>
    public override async ValueTask<object> ReadAsync(Type type, IResultReader reader, CancellationToken cancellationToken)
    {
        var stream = reader.Open(FileName);
        await using (stream.ConfigureAwait(false))
        {
            var typeInfo = ResultJson.Options.GetTypeInfo(ResultJson.StoredType(type));
            return await JsonSerializer.DeserializeAsync(stream, typeInfo, cancellationToken).ConfigureAwait(false)
                ?? throw new InvalidDataException("the stored JSON is null, which is never written");
        }
    }
}
