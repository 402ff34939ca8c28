using Tango.Diagnostics;
using Tango.Execution.Plans;
using Tango.Execution.Results;
using Tango.Parameters;

namespace Tango.Execution.Arguments;

/// <summary>Gets the results that a step uses, and creates the arguments of its method.</summary>
internal sealed class StepInputs
{
    private readonly RunResults _results;

    public StepInputs(RunResults results) => _results = results;

    /// <summary>The results that a step uses, by the names of their steps: values that no other step can modify.</summary>
    /// <param name="consumed">Records those that are in the cache.</param>
    public async Task<IReadOnlyDictionary<string, object?>> InputsOf(ExecutionStep step, ConsumedInputs consumed, CancellationToken cancellationToken)
    {
        var inputs = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        foreach (var name in References.StepsIn(step.Arguments))
            inputs[name] = await _results.GetAsync(name, consumed, cancellationToken).ConfigureAwait(false);

        return inputs;
    }

    /// <summary>The arguments, in the order of the method's parameters; null if the runner supplies them.</summary>
    public static object?[] ArgumentsOf(ExecutionStep step, StepBinding binding, IReadOnlyDictionary<string, object?> inputs)
    {
        var converter = new ArgumentConverter(reference => PartOf(step, inputs, reference));
        var byName = step.Arguments.ToDictionary(argument => argument.Key, argument => argument.Value, StringComparer.Ordinal);
        return [.. binding.Parameters.Select(parameter =>
            byName.TryGetValue(parameter.Name!, out var value) ? converter.Convert(value, parameter.ParameterType)
            : parameter.HasDefaultValue ? parameter.DefaultValue
            : null)];
    }

    private static object? PartOf(ExecutionStep step, IReadOnlyDictionary<string, object?> inputs, StepReference reference)
    {
        try
        {
            return ResultPart.Find(inputs[reference.Step], reference.Path);
        }
        catch (KeyNotFoundException exception)
        {
            throw new TangoException(
                Descriptors.ReferencePartNotFound.Create(DiagnosticSubject.None, step.Name, reference, exception.Message),
                exception);
        }
    }
}
