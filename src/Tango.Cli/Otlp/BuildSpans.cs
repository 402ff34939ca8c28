using System.Diagnostics;
using Tango.Runs;
using Tango.Runs.Tracing;

namespace Tango.Cli.Otlp;

/// <summary>Makes the spans of a build from the records that it left, with the times that it took.</summary>
internal sealed class BuildSpans(ActivitySource source)
{
    /// <summary>Makes them.</summary>
    /// <param name="parent">The span of the build.</param>
    public void Make(IEnumerable<RunRecord> records, ActivityContext parent)
    {
        foreach (var record in records)
            Make(record, parent);
    }

    private void Make(RunRecord record, ActivityContext parent)
    {
        var project = Path.GetFileNameWithoutExtension(record.Project);
        if (Start($"{SpanTags.Action} {project}", ActivityKind.Server, parent, record.Started ?? record.Ended) is not { } run)
            return;

        SpanTags.BeginRun(run, project, record.BuildId);
        run.SetTag("host.name", record.Host);
        run.SetTag("vcs.ref.head.revision", record.Source?.Commit);
        run.SetTag("vcs.ref.head.name", record.Source?.Branch);
        foreach (var step in record.Steps)
            Make(record, step, run.Context);

        SpanTags.EndRun(run, TotalsOf(record), Count(record, StepState.Cached));
        End(run, record.Ended);
    }

    private void Make(RunRecord record, StepRecord step, ActivityContext run)
    {
        if (step.Started is not { } started || Start(step.Name, ActivityKind.Internal, run, started) is not { } span)
            return;

        SpanIds.Set(span, step.SpanId);

        // It may have waited before it started, which its duration contains.
        var ended = started + step.Duration < record.Ended ? started + step.Duration : record.Ended;
        SpanTags.EndStep(span, step, exceptionType: null, ended);
        End(span, ended);
    }

    private Activity? Start(string name, ActivityKind kind, ActivityContext parent, DateTimeOffset time) => source.StartActivity(name, kind, parent, startTime: time);

    // A span without a length would end now.
    private static void End(Activity span, DateTimeOffset time)
    {
        span.SetEndTime(time.UtcDateTime > span.StartTimeUtc ? time.UtcDateTime : span.StartTimeUtc.AddTicks(1));
        span.Stop();
    }

    private static RunEvent.RunFinished TotalsOf(RunRecord record) => new()
    {
        RanCount = Count(record, StepState.Ran),
        FailedCount = Count(record, StepState.Failed),
        BlockedCount = Count(record, StepState.Blocked),
        Duration = record.Ended - (record.Started ?? record.Ended),
        IsCancelled = record.IsCancelled,
    };

    private static int Count(RunRecord record, StepState state) => record.Steps.Count(step => step.State == state);
}
