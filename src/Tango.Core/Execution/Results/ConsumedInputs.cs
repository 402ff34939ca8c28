using Tango.Diagnostics;
using Tango.Execution.Plans;
using Tango.Parameters;
using Tango.Steps.Commands;

namespace Tango.Execution.Results;

/// <summary>The stored results that one attempt of a step uses.</summary>
internal sealed class ConsumedInputs
{
    private readonly ExecutionStep _step;
    private readonly List<ConsumedResult> _uses = [];

    public ConsumedInputs(ExecutionStep step) => _step = step;

    /// <summary>Adds a result that the step reads.</summary>
    public void Add(ConsumedResult use) => _uses.Add(use);

    /// <summary>Called when the step does not use them any more; does not check them.</summary>
    public void Leave()
    {
        _uses.ForEach(use => use.Entry.Leave(use));
        _uses.Clear();
    }

    /// <summary>Called when the step ends: checks that they are unchanged. A second call does nothing.</summary>
    /// <param name="failure">The step's failure; null if it succeeded.</param>
    /// <exception cref="TangoException">The step changed one.</exception>
    /// <exception cref="EntryMissingException">One was changed or removed, possibly by another step: this step must run again.</exception>
    public async Task EndAsync(Exception? failure, CancellationToken cancellationToken)
    {
        var states = new List<(ConsumedResult Use, ConsumedState State)>();
        try
        {
            foreach (var use in _uses)
                states.Add((use, await use.Entry.EndAsync(use, cancellationToken).ConfigureAwait(false)));
        }
        finally
        {
            Leave();
        }

        var (changed, _) = states.Find(ended => ended.State == ConsumedState.Changed);
        if (changed is not null)
            throw Changed(_step, changed.Key.Step, "Cached files are shared by all steps that use them: write to a copy in the work directory.", failure);

        var (missing, state) = states.Find(ended => ended.State != ConsumedState.Intact);
        if (missing is not null)
            throw new EntryMissingException(missing.Key.Step, missing.Key.UniqueId, missing.Entry.Corruption) { IsContested = state == ConsumedState.Contested };
    }

    /// <summary>The error that a step has changed an input.</summary>
    /// <param name="input">The name of the step whose result it was.</param>
    /// <param name="wayOut">What to do instead.</param>
    /// <param name="failure">The step's own failure; null if it succeeded.</param>
    public static TangoException Changed(ExecutionStep step, string input, string wayOut, Exception? failure = null) => new(
        Descriptors.InputModified.Create(new DiagnosticSubject(step: step.Name), step.Name, string.Join("', '", ParametersFor(step, input)), input, wayOut), failure);

    // Parameters, which the author of the step can find in its declaration.
    private static IEnumerable<string> ParametersFor(ExecutionStep step, string input) => step.Type == CommandNames.FullName
        ? [CommandNames.Inputs]
        : step.Arguments.Where(argument => References.In(argument.Value).Contains(input, StringComparer.OrdinalIgnoreCase)).Select(argument => argument.Key);
}
