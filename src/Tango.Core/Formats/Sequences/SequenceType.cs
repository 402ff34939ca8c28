namespace Tango.Formats.Sequences;

/// <summary>The kind of sequence of a result's declared type.</summary>
/// <param name="Item">The type of the items.</param>
/// <param name="Kind">How it is read again.</param>
internal sealed record SequenceType(Type Item, SequenceKind Kind)
{
    /// <summary>Examines a declared type.</summary>
    /// <returns>Null if it is not a sequence that can be read again.</returns>
    public static SequenceType? Find(Type type)
    {
        if (type.IsSZArray)
            return new(type.GetElementType()!, SequenceKind.Array);

        if (!type.IsGenericType || type.GetGenericArguments() is not [var item])
            return null;

        var definition = type.GetGenericTypeDefinition();
        if (definition == typeof(IAsyncEnumerable<>))
            return new(item, SequenceKind.Async);

        return definition == typeof(IEnumerable<>) ? new(item, SequenceKind.Lazy)
            : type.IsAssignableFrom(typeof(List<>).MakeGenericType(item)) ? new(item, SequenceKind.List)
            : null;
    }

    /// <summary>Enumerates a sequence to its end.</summary>
    public static async ValueTask ForEachAsync<T>(object sequence, SequenceKind kind, Action<T> take, CancellationToken cancellationToken)
    {
        if (kind == SequenceKind.Async)
        {
            await foreach (var item in ((IAsyncEnumerable<T>)sequence).WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                cancellationToken.ThrowIfCancellationRequested();
                take(item);
            }

            return;
        }

        foreach (var item in (IEnumerable<T>)sequence)
        {
            cancellationToken.ThrowIfCancellationRequested();
            take(item);
        }
    }
}
