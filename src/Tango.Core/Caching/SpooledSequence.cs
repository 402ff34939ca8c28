using Tango.Formats.Sequences;

namespace Tango.Caching;

/// <summary>The items of a lazy sequence, enumerated once: any number of readers get the same items.</summary>
internal abstract class SpooledSequence
{
    /// <summary>Whether some items are objects that all readers share.</summary>
    public abstract bool HoldsObjects { get; }

    /// <summary>Enumerates a result if its declared type is a sequence.</summary>
    /// <param name="type">The declared type of the result.</param>
    /// <param name="directory">Full path of a directory for the items; null: they stay in memory, as objects.</param>
    /// <returns>The items as a sequence of the declared type; other results unchanged.</returns>
    public static ValueTask<object?> SpoolAsync(object? result, Type type, string? directory, CancellationToken cancellationToken)
    {
        if (result is null || SequenceType.Find(type) is not { Kind: SequenceKind.Lazy or SequenceKind.Async } sequence)
            return ValueTask.FromResult(result);

        var spooled = (SpooledSequence)Activator.CreateInstance(typeof(SpooledSequence<>).MakeGenericType(sequence.Item))!;
        return spooled.FillAsync(result, sequence.Kind, directory, cancellationToken);
    }

    /// <summary>Enumerates all items.</summary>
    protected abstract ValueTask<object?> FillAsync(object sequence, SequenceKind kind, string? directory, CancellationToken cancellationToken);
}
