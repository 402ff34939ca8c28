using Tango.Caching;
using Tango.Diagnostics;
using Tango.Graph;
using Tango.Parameters;

namespace Tango.Planning;

/// <summary>Looks whether the results of other projects that a step takes are there. Only steps that are to run need them.</summary>
internal static class ReferencedResultCheck
{
    /// <summary>One error for each that is not.</summary>
    public static IEnumerable<Diagnostic> Find(StepNode node)
    {
        foreach (var input in node.Inputs)
        {
            if (input.Referenced is { } result && result.Step.State != ReferencedState.Planned && !IsThere(result))
            {
                yield return Missing(node, result, Why(result));
            }
        }
    }

    /// <summary>Says that a result is missing.</summary>
    /// <param name="node">The step that takes it.</param>
    /// <param name="result">The result.</param>
    /// <param name="why">Why, and the way out.</param>
    public static Diagnostic Missing(StepNode node, ReferencedResult result, string why)
    {
        var argument = node.Arguments.FirstOrDefault(argument => References.In(argument.Value).Contains(result.Name, StringComparer.OrdinalIgnoreCase));
        return Descriptors.ReferencedResultMissing.Of(new DiagnosticSubject(node.File, node.Name, argument?.Parameter.Name), node.Name, result.Name, why);
    }

    private static bool IsThere(ReferencedResult result) => new DirectoryStepCache(result.Pipeline.CacheDirectory).Contains(result.Step.UniqueId);

    private static string Why(ReferencedResult result) => result.Step.State switch
    {
        ReferencedState.NotNeeded =>
            $"no step of '{result.Pipeline.Project}' that is asked for needs it. Set OnlyIfNeeded=\"false\" on it, or add it to TangoSteps.",
        ReferencedState.NotCompleted => $"it failed or did not run there. Build '{result.Pipeline.Project}'.",
        _ => $"somebody removed it from the cache '{result.Pipeline.CacheDirectory}'. Build '{result.Pipeline.Project}' again.",
    };
}
