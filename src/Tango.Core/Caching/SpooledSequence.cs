using Tango.Formats;

namespace Tango.Caching;

/// <summary>Makes sequences that are not to be stored stand still, without holding their items in memory.</summary>
internal abstract class SpooledSequence
{
    /// <summary>Whether some of its items are objects that all its readers are given.</summary>
    public abstract bool HoldsObjects { get; }

    /// <summary>Enumerates a result if its declared type is a sequence.</summary>
    /// <param name="result">Any result.</param>
    /// <param name="type">The type the step declares for it.</param>
    /// <param name="directory">Full path of a directory for what does not stay in memory.</param>
    /// <param name="cancellationToken">Ends the enumeration.</param>
    /// <returns>The items as a sequence of the declared type; any other result as it is.</returns>
    public static ValueTask<object?> SpoolAsync(object? result, Type type, string directory, CancellationToken cancellationToken)
    {
        if (result is null || SequenceType.Of(type) is not { Kind: SequenceKind.Lazy or SequenceKind.Async } sequence)
        {
            return ValueTask.FromResult(result);
        }

        var spooled = (SpooledSequence)Activator.CreateInstance(typeof(SpooledSequence<>).MakeGenericType(sequence.Item))!;
        return spooled.FillAsync(result, sequence.Kind, directory, cancellationToken);
    }

    /// <summary>Takes all items.</summary>
    protected abstract ValueTask<object?> FillAsync(object sequence, SequenceKind kind, string directory, CancellationToken cancellationToken);
}
