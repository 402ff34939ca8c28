namespace Tango.Formats;

/// <summary>What kind of sequence a result's declared type is.</summary>
/// <param name="Item">The type of the items.</param>
/// <param name="Kind">How it is read again.</param>
internal sealed record SequenceType(Type Item, SequenceKind Kind)
{
    /// <summary>Looks at a declared type.</summary>
    /// <param name="type">Any type.</param>
    /// <returns>Null when it is no sequence that can be read again.</returns>
    public static SequenceType? Of(Type type)
    {
        if (type.IsSZArray)
        {
            return new(type.GetElementType()!, SequenceKind.Array);
        }

        if (!type.IsGenericType || type.GetGenericArguments() is not [var item])
        {
            return null;
        }

        var definition = type.GetGenericTypeDefinition();
        if (definition == typeof(IAsyncEnumerable<>))
        {
            return new(item, SequenceKind.Async);
        }

        return definition == typeof(IEnumerable<>) ? new(item, SequenceKind.Lazy)
            : type.IsAssignableFrom(typeof(List<>).MakeGenericType(item)) ? new(item, SequenceKind.List)
            : null;
    }
}
