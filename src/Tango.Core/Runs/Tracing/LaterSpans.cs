using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Tango.Runs.Tracing;

/// <summary>
/// Spans of steps that the process makes that started the build, when the build has ended, from its records. Commands need their ids before: the worker makes spans too, which nobody collects, and their ids are in the records
/// (docs/decisions/0048).
/// </summary>
internal static class LaterSpans
{
    /// <summary>The variable with the span below which they will be. A build in a build, whose parent is another, has nothing to do with it.</summary>
    public const string Variable = "TANGO_LATER_SPANS";

    /// <summary>Has spans made in this process if its environment announces them. What the process starts does not inherit the announcement: steps and commands have nothing to do with it.</summary>
    /// <param name="variable">Reads an environment variable; null: those of this process, from which the announcement is removed.</param>
    /// <returns>Ends that; null if nothing is announced.</returns>
    public static IDisposable? Listen(Func<string, string?>? variable = null)
    {
        var announced = (variable ?? Environment.GetEnvironmentVariable)(Variable);
        if (variable is null)
            Environment.SetEnvironmentVariable(Variable, null);

        return announced is { Length: > 0 } && announced == (variable ?? Environment.GetEnvironmentVariable)(Spans.ParentVariable) ? BeginToListen() : null;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static IDisposable BeginToListen()
    {
        var listener = new ActivityListener { ShouldListenTo = static source => source.Name == Spans.SourceName, Sample = Sample };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    // Whoever gets the id collects spans if this one is said to be collected.
    private static ActivitySamplingResult Sample(ref ActivityCreationOptions<ActivityContext> options) =>
        options.Parent.TraceFlags.HasFlag(ActivityTraceFlags.Recorded) ? ActivitySamplingResult.AllDataAndRecorded : ActivitySamplingResult.PropagationData;
}
