using Tango.Diagnostics;
using Tango.Formats;
using Tango.Parameters;

namespace Tango.Execution;

/// <summary>
/// Finds steps that change what they are given: each result that a step takes is written as its format writes it, before the step runs and after, and the digests are compared.
/// What cannot change is passed over; of files it is the content that counts.
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

    /// <summary>Looks at what a step is given before it runs.</summary>
    /// <param name="step">The step.</param>
    /// <param name="inputs">The results it takes, by the names of their steps.</param>
    /// <param name="results">Knows their types and formats.</param>
    /// <param name="formats">Where formats are found.</param>
    /// <param name="log">Is told of what cannot be checked.</param>
    /// <param name="cancellationToken">Ends the looking.</param>
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
            {
                await check.AddAsync(results.KeyOf(name), value, formats, log).ConfigureAwait(false);
            }
        }

        return check;
    }

    /// <summary>Looks again.</summary>
    /// <exception cref="TangoException">Something has changed.</exception>
    public async ValueTask EndAsync()
    {
        foreach (var (key, value, format, digest) in _before)
        {
            if (await DigestAsync(key, value, format).ConfigureAwait(false) != digest)
            {
                throw new TangoException(Descriptors.InputModified.Of(
                    new DiagnosticSubject(Step: _step.Name), _step.Name, string.Join("', '", ParametersFor(key.Step)), key.Step));
            }
        }
    }

    private async Task AddAsync(ResultKey key, object value, FormatRegistry formats, StepLog log)
    {
        try
        {
            var format = formats.Find(key.Format);
            _before.Add((key, value, format, await ResultDigest.OfAsync(value, key.Type, format, _cancellationToken).ConfigureAwait(false)));
        }
        catch (Exception exception) when (exception is ResultNotStorableException or TangoException)
        {
            log.WriteFile(StepLogLevel.Info, $"whether it changes the result of '{key.Step}' cannot be checked: {exception.Message}");
        }
    }

    private static bool MayChange(object value) =>
        value is OutputFile or OutputDirectory || !(value is IRereadSequence || Immutability.Of(value.GetType(), membersAreExact: false));

    /// <returns>Null when there is no such result any more.</returns>
    private async Task<string?> DigestAsync(ResultKey key, object value, Format format)
    {
        try
        {
            return await ResultDigest.OfAsync(value, key.Type, format, _cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is ResultNotStorableException or IOException)
        {
            return null;
        }
    }

    private IEnumerable<string> ParametersFor(string input) => _step.Arguments
        .Where(argument => References.In(argument.Value).Contains(input, StringComparer.OrdinalIgnoreCase))
        .Select(argument => argument.Key);
}
