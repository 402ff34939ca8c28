using Tango.Diagnostics;
using Tango.Parameters;

namespace Tango.Execution;

/// <summary>Gets the results a step takes, and makes the objects its method is called with.</summary>
internal sealed class StepInputs
{
    private readonly RunResults _results;

    public StepInputs(RunResults results) => _results = results;

    /// <summary>The objects, in the order of the method's parameters; null where the runner supplies them.</summary>
    public async Task<object?[]> ArgumentsOf(ExecutionStep step, StepBinding binding, CancellationToken cancellationToken)
    {
        var inputs = await InputsOf(step, cancellationToken).ConfigureAwait(false);
        var converter = new ArgumentConverter(reference => PartOf(step, inputs, reference));
        var byName = step.Arguments.ToDictionary(argument => argument.Key, argument => argument.Value, StringComparer.Ordinal);
        return [.. binding.Parameters.Select(parameter =>
            byName.TryGetValue(parameter.Name!, out var value) ? converter.Convert(value, parameter.ParameterType)
            : parameter.HasDefaultValue ? parameter.DefaultValue
            : null)];
    }

    private async Task<Dictionary<string, object?>> InputsOf(ExecutionStep step, CancellationToken cancellationToken)
    {
        var inputs = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        foreach (var name in step.Arguments.SelectMany(argument => References.In(argument.Value)).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            inputs[name] = await _results.GetAsync(name, cancellationToken).ConfigureAwait(false);
        }

        return inputs;
    }

    private static object? PartOf(ExecutionStep step, Dictionary<string, object?> inputs, StepReference reference)
    {
        try
        {
            return ResultPart.Find(inputs[reference.Step], reference.Path);
        }
        catch (KeyNotFoundException exception)
        {
            throw new TangoException(
                Descriptors.ReferencePartNotFound.Of(DiagnosticSubject.None, step.Name, reference, exception.Message),
                exception);
        }
    }
}
