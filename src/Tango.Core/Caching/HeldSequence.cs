using Tango.Formats;

namespace Tango.Caching;

/// <summary>Makes sequences that run when they are enumerated into ones that stand still.</summary>
internal abstract class HeldSequence
{
    /// <summary>Enumerates a result if its declared type is a sequence.</summary>
    /// <param name="result">Any result.</param>
    /// <param name="type">The type the step declares for it.</param>
    /// <param name="cancellationToken">Ends the enumeration.</param>
    /// <returns>The items as a sequence of the declared type; any other result as it is.</returns>
    public static ValueTask<object?> HoldAsync(object? result, Type type, CancellationToken cancellationToken)
    {
        if (result is null || SequenceType.Of(type) is not { Kind: SequenceKind.Lazy or SequenceKind.Async } sequence)
        {
            return ValueTask.FromResult(result);
        }

        var held = (HeldSequence)Activator.CreateInstance(typeof(HeldSequence<>).MakeGenericType(sequence.Item))!;
        return held.FillAsync(result, sequence.Kind, cancellationToken);
    }

    /// <summary>Takes all items.</summary>
    protected abstract ValueTask<object?> FillAsync(object sequence, SequenceKind kind, CancellationToken cancellationToken);
}
