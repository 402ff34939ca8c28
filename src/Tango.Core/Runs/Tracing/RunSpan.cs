using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Tango.Runs.Tracing;

/// <summary>The span of a run. Ends when it is disposed of.</summary>
internal sealed class RunSpan : IRunObserver, IDisposable
{
    private readonly Activity _span;

    private RunSpan(Activity span) => _span = span;

    /// <summary>Starts it.</summary>
    /// <param name="projectFile">The full path of the project's file; null in code.</param>
    /// <param name="build">The id of the build; null if it is not known.</param>
    /// <returns>Null if nobody listens.</returns>
    public static RunSpan? Start(string? projectFile, string? build = null) => SpanLibrary.IsLoaded ? StartHeard(projectFile, build) : null;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static RunSpan? StartHeard(string? projectFile, string? build)
    {
        var project = Path.GetFileNameWithoutExtension(projectFile);
        if (Spans.Start(project is null ? SpanTags.Action : $"{SpanTags.Action} {project}", ActivityKind.Server) is not { } span)
            return null;

        SpanTags.BeginRun(span, project, build);
        return new RunSpan(span);
    }

    /// <inheritdoc/>
    public void OnEvent(RunEvent runEvent)
    {
        if (runEvent is RunEvent.RunFinished end)
            SpanTags.EndRun(_span, end);
    }

    /// <summary>Records the outcomes of all steps.</summary>
    public void End(IReadOnlyCollection<StepOutcome> steps, bool isCancelled)
    {
        var end = new RunEvent.RunFinished
        {
            RanCount = Count(StepState.Ran),
            FailedCount = Count(StepState.Failed),
            BlockedCount = Count(StepState.Blocked),
            Duration = _span.Duration,
            IsCancelled = isCancelled,
        };
        SpanTags.EndRun(_span, end, Count(StepState.Cached));

        int Count(StepState state) => steps.Count(step => step.State == state);
    }

    /// <inheritdoc/>
    public void Dispose() => _span.Dispose();
}
