using Tango.Execution.Plans;
using Tango.Execution.Running;
using Tango.Formats;
using Tango.Formats.Sequences;

namespace Tango.Execution.Results;

/// <summary>
/// Finds steps that modify their inputs: each result that a step uses is written in its format, before the step runs and after, and the digests are compared. Immutable values
/// are skipped; of files the content is compared.
/// </summary>
internal sealed class InputCheck
{
    private readonly ExecutionStep _step;
    private readonly CancellationToken _cancellationToken;
    private readonly List<(ResultKey Key, object Value, Format Format, string Digest)> _before = [];

    private InputCheck(ExecutionStep step, CancellationToken cancellationToken)
    {
        _step = step;
        _cancellationToken = cancellationToken;
    }

    /// <summary>Computes the digests of a step's inputs before it runs.</summary>
    /// <param name="inputs">The results it uses, by the names of their steps.</param>
    /// <param name="results">Contains their types and formats.</param>
    /// <param name="log">Receives a warning for each input that cannot be checked.</param>
    public static async Task<InputCheck> BeginAsync(
        ExecutionStep step,
        IReadOnlyDictionary<string, object?> inputs,
        RunResults results,
        FormatRegistry formats,
        StepLog log,
        CancellationToken cancellationToken)
    {
        var check = new InputCheck(step, cancellationToken);
        foreach (var (name, value) in inputs)
        {
            if (value is not null && MayChange(value))
                await check.AddAsync(results.KeyOf(name), value, formats, log).ConfigureAwait(false);
        }

        return check;
    }

    /// <summary>Compares the digests after the step has run.</summary>
    /// <exception cref="TangoException">An input was modified.</exception>
    public async ValueTask EndAsync()
    {
        foreach (var (key, value, format, digest) in _before)
        {
            if (await DigestAsync(key, value, format).ConfigureAwait(false) != digest)
                throw ConsumedInputs.Changed(_step, key.Step, $"Modify a copy, or let '{key.Step}' return an immutable type.");
        }
    }

    private async Task AddAsync(ResultKey key, object value, FormatRegistry formats, StepLog log)
    {
        try
        {
            var format = formats.Find(key.Format);
            _before.Add((key, value, format, await ResultDigest.ComputeAsync(value, key.Type, format, _cancellationToken).ConfigureAwait(false)));
        }
        catch (TangoException exception)
        {
            log.WriteFile($"whether it changes the result of '{key.Step}' cannot be checked: {exception.Message}");
        }
    }

    private static bool MayChange(object value) =>
        value is OutputFile or OutputDirectory || !(value is IRereadSequence || Immutability.IsImmutable(value.GetType(), membersAreExact: false));

    /// <returns>Null if the result does not exist any more.</returns>
    private async Task<string?> DigestAsync(ResultKey key, object value, Format format)
    {
        try
        {
            return await ResultDigest.ComputeAsync(value, key.Type, format, _cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is ResultNotStorableException or IOException)
        {
            return null;
        }
    }
}
