using System.Collections.Immutable;
using Tango.Identity;
using Tango.Planning;
using Tango.Runs;

namespace Tango.Engine;

/// <summary>Makes the record of a run, from what is known before it, the events of it, and its outcomes.</summary>
internal sealed class RunRecorder
{
    private readonly PipelineRequest _request;
    // Most repositories answer while steps run; a build does not wait for the others.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private Task<SourceState?>? _source;

    public RunRecorder(PipelineRequest request) => _request = request;

    /// <summary>When which step ran.</summary>
    public RunTimeline Timeline { get; } = new();

    /// <summary>Called before results are fetched and steps run, which may modify files: asks for the state of the repository at the same time, once.</summary>
    public void Begin(CancellationToken cancellationToken)
    {
        if (_request.RunsDirectory is not null)
            _source ??= Task.Run(() => GitWorkTree.ReadAsync(_request.ProjectDirectory, cancellationToken), CancellationToken.None);
    }

    /// <summary>Makes the record.</summary>
    /// <param name="outcomes">The outcomes of the declared steps, in order, and of others that the plan contains.</param>
    public async Task<RunRecord> CreateAsync(Plan plan, IEnumerable<StepOutcome> outcomes, bool isCancelled)
    {
        var planned = plan.Steps.ToDictionary(step => step.Node.Name, StringComparer.OrdinalIgnoreCase);
        return new RunRecord
        {
            BuildId = _request.BuildId,
            Project = _request.ProjectFile,
            StateDirectory = _request.StateDirectory,
            CacheDirectory = _request.CacheDirectory,
            ToolVersion = ToolVersion.Current,
            Host = Environment.MachineName,
            Started = Timeline.Started,
            Ended = DateTimeOffset.UtcNow,
            IsCancelled = isCancelled,
            MaxParallelism = _request.Options.MaxParallelism,
            Source = await SourceAsync().ConfigureAwait(false),
            Overrides = new() { Arguments = _request.Overrides, Steps = _request.Select, Force = _request.Force },
            Steps = [.. outcomes.Select(outcome => ToRecord(outcome, planned.GetValueOrDefault(outcome.Name)))],
        };
    }

    private async Task<SourceState?> SourceAsync()
    {
        if (_source is null || await Task.WhenAny(_source, Task.Delay(Patience)).ConfigureAwait(false) != _source)
            return null;

        return await _source.ConfigureAwait(false);
    }

    private StepRecord ToRecord(StepOutcome outcome, PlannedStep? planned)
    {
        var activity = Timeline.Find(outcome.Name);
        return new StepRecord
        {
            Name = outcome.Name,
            UniqueId = outcome.UniqueId,
            State = outcome.State,
            Type = planned?.Node.Type.FullName,
            Started = activity?.Started,
            Duration = outcome.Duration,
            CpuTime = activity?.Usage.CpuTime,
            PeakMemory = activity?.Usage.PeakMemory,
            Lane = activity?.Lane,
            SpanId = activity?.SpanId,
            FailedAttempts = activity?.FailedAttempts ?? 0,
            Cost = outcome.Cost,
            ResultSize = outcome.ResultSize,
            FetchedSize = activity?.FetchedSize,
            PushedSize = activity?.PushedSize,
            Reason = outcome.Reason,
            Summary = outcome.Summary,
            Metrics = outcome.Metrics ?? StepMetrics.None,
            Code = activity?.Code,
            Error = outcome.Error,
            SourceFile = activity?.SourceFile,
            SourceLine = activity is { SourceLine: > 0 and var line } ? line : null,
            Log = outcome.Log,
            Exports = [.. outcome.ExportedFiles, .. outcome.OutputFiles],
            Needs = planned is null ? [] : [.. planned.Node.Inputs.Concat(planned.Node.OrderOnly).Select(node => node.Name).Distinct(StringComparer.OrdinalIgnoreCase)],
            Identity = outcome.State is StepState.Ran or StepState.Failed ? IdentityOf(planned) : [],
        };
    }

    private static ImmutableArray<IdentityEntry> IdentityOf(PlannedStep? planned) => planned?.Identity.Entries ?? [];
}
