using System.Diagnostics;

namespace Tango.Runs.Tracing;

/// <summary>The names and tags of spans: those of OpenTelemetry's conventions for CI/CD where they have one, else <c>tango.…</c>.</summary>
internal static class SpanTags
{
    /// <summary>What the span of a run is named after; <c>RUN App</c>.</summary>
    public const string Action = "RUN";

    public const string Pipeline = "cicd.pipeline.name";
    public const string RunId = "cicd.pipeline.run.id";
    public const string Result = "cicd.pipeline.result";
    public const string Task = "cicd.pipeline.task.name";
    public const string TaskResult = "cicd.pipeline.task.run.result";
    public const string ErrorType = "error.type";

    private const string ActionName = "cicd.pipeline.action.name";
    private const string Success = "success";
    private const string Failure = "failure";
    private const string Timeout = "timeout";
    private const string Cancellation = "cancellation";
    private const string ExceptionEvent = "exception";

    /// <summary>The tags that a span of a run begins with.</summary>
    /// <param name="project">The name of the project; null in code.</param>
    /// <param name="build">The id of the build; null if it is not known.</param>
    public static void BeginRun(Activity span, string? project, string? build)
    {
        span.SetTag(ActionName, Action);
        span.SetTag(Pipeline, project);
        span.SetTag(RunId, build);
    }

    /// <summary>The tags of a run that has ended.</summary>
    public static void EndRun(Activity span, RunEvent.RunFinished end, int? cachedCount = null)
    {
        span.SetTag("tango.steps.ran", end.RanCount);
        span.SetTag("tango.steps.failed", end.FailedCount);
        span.SetTag("tango.steps.blocked", end.BlockedCount);
        span.SetTag("tango.steps.cached", cachedCount);
        span.SetTag(Result, end.IsCancelled ? Cancellation : end.FailedCount > 0 ? Failure : Success);
        if (end.FailedCount > 0)
            span.SetStatus(ActivityStatusCode.Error);
    }

    /// <summary>The tags of a step that has ended.</summary>
    /// <param name="exceptionType">The full name of the type of what it threw; null if that is not known.</param>
    /// <param name="ended">When it ended.</param>
    public static void EndStep(Activity span, StepRecord step, string? exceptionType, DateTimeOffset ended)
    {
        span.SetTag(Task, step.Name);
        span.SetTag(TaskResult, ResultOf(step));
        span.SetTag("tango.id", step.UniqueId);
        span.SetTag("tango.type", step.Type);
        span.SetTag("tango.state", RecordedState.Format(step.State));
        span.SetTag("tango.cached", step.State == StepState.Cached);
        span.SetTag("tango.reason", step.Reason);
        span.SetTag("tango.summary", step.Summary);
        span.SetTag("tango.result_size", step.ResultSize);
        span.SetTag("tango.cpu_seconds", step.CpuTime?.TotalSeconds);
        span.SetTag("tango.peak_memory", step.PeakMemory);
        if (step.State != StepState.Failed)
            return;

        span.SetTag(ErrorType, step.Code);
        span.SetStatus(ActivityStatusCode.Error, step.Error);
        span.AddEvent(new ActivityEvent(ExceptionEvent, ended, new ActivityTagsCollection
        {
            ["exception.type"] = exceptionType ?? step.Code,
            ["exception.message"] = step.Error,
        }));
    }

    private static string ResultOf(StepRecord step) => step.State switch
    {
        StepState.Failed when step.Code == Diagnostics.Descriptors.StepTimedOut.Code => Timeout,
        StepState.Failed => Failure,
        StepState.NotRun => Cancellation,
        _ => Success,
    };
}
