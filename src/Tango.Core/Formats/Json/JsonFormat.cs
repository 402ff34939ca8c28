using System.Text.Json;

namespace Tango.Formats.Json;

/// <summary>One compact JSON document. Types that JSON cannot represent completely are refused, see <see cref="JsonFidelity"/>.</summary>
internal sealed class JsonFormat : Format
{
    private const string FileName = "result.json";

    /// <inheritdoc/>
    public override string Name => BuiltInFormats.Json;

    /// <inheritdoc/>
    internal override void CheckType(Type type) => JsonFidelity.Check(ResultJson.StoredType(type));

    /// <inheritdoc/>
    public override async ValueTask WriteAsync(object value, Type type, IResultWriter writer, CancellationToken cancellationToken)
    {
        CheckType(type);
        var stored = ResultJson.StoredType(type);
        var stream = writer.Create(FileName);
        await using (stream.ConfigureAwait(false))
        {
            try
            {
                var contract = ResultJson.Options.GetTypeInfo(stored);
                if (ReadBack.IsNeeded(stored))
                {
                    var json = JsonSerializer.SerializeToUtf8Bytes(value, contract);
                    ReadBack.Check(value, stored, json);
                    await stream.WriteAsync(json, cancellationToken).ConfigureAwait(false);
                }
                else
                {
                    await JsonSerializer.SerializeAsync(stream, value, contract, cancellationToken).ConfigureAwait(false);
                }
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
