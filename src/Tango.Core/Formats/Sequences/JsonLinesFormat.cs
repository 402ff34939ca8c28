using Tango.Formats.Json;

namespace Tango.Formats.Sequences;

/// <summary>
/// A sequence, one JSON value per line. Items are written as they are produced. <see cref="IEnumerable{T}"/> and <see cref="IAsyncEnumerable{T}"/> are read lazily, each
/// enumeration with its own reader, so memory does not depend on their length. Lists and arrays are read completely.
/// </summary>
internal sealed class JsonLinesFormat : Format
{
    private const string FileName = "result.jsonl";

    /// <inheritdoc/>
    public override string Name => BuiltInFormats.JsonLines;

    /// <inheritdoc/>
    internal override void CheckType(Type type) => ItemsOf(type);

    /// <inheritdoc/>
    public override async ValueTask WriteAsync(object value, Type type, IResultWriter writer, CancellationToken cancellationToken)
    {
        var items = ItemsOf(type);
        ValueFidelity.CheckCollection(value, type);
        var stream = writer.Create(FileName);
        await using (stream.ConfigureAwait(false))
            await items.WriteAsync(value, stream, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override ValueTask<object> ReadAsync(Type type, IResultReader reader, CancellationToken cancellationToken) =>
        ValueTask.FromResult(ItemsOf(type).Read(() => reader.Open(FileName)));

    private static JsonLines ItemsOf(Type type)
    {
        if (SequenceType.Find(type) is not { } sequence)
            throw new ResultNotStorableException(LossText.NoSequence(ReadableName.Format(type)));

        JsonFidelity.Check(sequence.Item);
        return (JsonLines)Activator.CreateInstance(typeof(JsonLines<>).MakeGenericType(sequence.Item), sequence.Kind)!;
    }
}
