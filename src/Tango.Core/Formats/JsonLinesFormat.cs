namespace Tango.Formats;

/// <summary>
/// A sequence, one JSON value a line. Items are written as they are produced; for <see cref="IEnumerable{T}"/> and <see cref="IAsyncEnumerable{T}"/> they are
/// read as they are asked for, each enumeration with a reader of its own, so memory does not depend on a sequence's length. Lists and arrays are read whole.
/// </summary>
internal sealed class JsonLinesFormat : Format
{
    private const string FileName = "result.jsonl";

    /// <inheritdoc/>
    public override string Name => BuiltInFormats.JsonLines;

    /// <inheritdoc/>
    public override async ValueTask WriteAsync(object value, Type type, IResultWriter writer, CancellationToken cancellationToken)
    {
        var items = ItemsOf(type);
        var stream = writer.Create(FileName);
        await using (stream.ConfigureAwait(false))
        {
            await items.WriteAsync(value, stream, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public override ValueTask<object> ReadAsync(Type type, IResultReader reader, CancellationToken cancellationToken) =>
        ValueTask.FromResult(ItemsOf(type).Read(() => reader.Open(FileName)));

    private static JsonLines ItemsOf(Type type)
    {
        if (SequenceType.Of(type) is not { } sequence)
        {
            throw new ResultNotStorableException(
                $"the format 'jsonl' takes IEnumerable<T>, IAsyncEnumerable<T>, T[] and the interfaces of List<T>, not {ReadableName.Of(type)}. Leave the format out, or declare one of these.");
        }

        JsonFidelity.Check(sequence.Item);
        return (JsonLines)Activator.CreateInstance(typeof(JsonLines<>).MakeGenericType(sequence.Item), sequence.Kind)!;
    }
}
