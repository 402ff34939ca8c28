using Tango.Caching;
using Tango.Diagnostics;
using Tango.Execution.Plans;
using Tango.Graph;
using Tango.Graph.Projects;
using Tango.Identity;
using Tango.IO;
using Tango.Planning;
using Tango.Runs;

namespace Tango.Engine;

/// <summary>The state of a project's pipeline that is saved between builds.</summary>
internal sealed class PipelineState
{
    private readonly PipelineRequest _request;
    private readonly StateFiles _state;
    private readonly FileHashCache _inputHashes;
    private readonly CodeHistory _code;
    private readonly LastPlan _lastPlan;

    /// <summary>Reads the state that earlier builds saved.</summary>
    /// <exception cref="TangoException">It cannot be read.</exception>
    public PipelineState(PipelineRequest request, StateFiles state)
    {
        _request = request;
        _state = state;
        (History, _inputHashes) = state.Access(() => (RunHistory.Load(state.History), FileHashCache.Load(state.InputHashes)));
        Hasher = new InputFileHasher(_inputHashes);
        _lastPlan = new LastPlan(state.PlanFile);
        _code = new CodeHistory(state.Code, request.Assemblies);
    }

    /// <summary>The last run of each step.</summary>
    public RunHistory History { get; }

    /// <summary>Hashes input files that earlier builds have not hashed.</summary>
    public InputFileHasher Hasher { get; }

    /// <summary>Options for a plan that compares with the saved state.</summary>
    public PlanOptions Compare(PlanOptions options) => options with { DescribeCode = _code.Describe, FindPastIdentity = _lastPlan.Find };

    /// <summary>Saves the state for the next build.</summary>
    /// <param name="tally">What the worker reported.</param>
    /// <param name="redirected">The unique ids of entries that are not in the cache, with the full paths of their directories.</param>
    /// <param name="findings">Receives an error if a file cannot be written: the outcomes of the steps matter more than the saved state, so both are reported.</param>
    public void Record(Plan plan, RunTally tally, IReadOnlyDictionary<string, string> redirected, RunFindings findings)
    {
        foreach (var step in plan.Steps)
        {
            if (tally.StateOf(step) is var state and not (StepState.Skipped or StepState.NotRun))
                History.Record(new StepOutcome(step.Node.Name, step.Identity.UniqueId, state) { CodeFingerprint = CodeInIdOf(step.Node), Duration = DurationOf(step, tally) });
        }

        try
        {
            _state.Save(() => Save(plan, tally, redirected));
        }
        catch (TangoException exception)
        {
            findings.AddRange(exception.Diagnostics);
        }
    }

    /// <summary>Adds the record of a run to those before it.</summary>
    /// <param name="findings">Receives a warning if it cannot be written.</param>
    public void Append(string directory, RunRecord record, RunFindings findings)
    {
        try
        {
            RunRecordFolder.Append(directory, record, _request.KeptRuns);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            findings.Add(Descriptors.RecordNotWritten.Create(DiagnosticSubject.None, directory, exception.Message.TrimEnd('.') + "."));
        }
    }

    /// <summary>Protects the entries that this build uses or computes from collections of the cache.</summary>
    public RunningBuild ProtectUsed(IEnumerable<string> uniqueIds)
    {
        IgnoreFile.EnsureFor(_request.CacheDirectory);
        return RunningBuild.Begin(new CacheRoots(_request.CacheDirectory), _request.StateDirectory, uniqueIds.Distinct(StringComparer.Ordinal));
    }

    /// <summary>Protects the entries that the pipeline needs from collections of the cache.</summary>
    public void ProtectNeeded(Plan plan) => new CacheRoots(_request.CacheDirectory).Write(
        _request.StateDirectory,
        plan.Steps.Where(step => step.IsCacheable && step.Identity.IsFindable).Select(step => step.Identity.UniqueId).Distinct(StringComparer.Ordinal));

    // Of a step that failed it is not known how long it would have taken.
    private static TimeSpan DurationOf(PlannedStep step, RunTally tally) => tally.Find(step.Node.Name) switch
    {
        { State: StepState.Ran, Duration: var duration } => duration,
        null => step.Entry.Cost,
        _ => TimeSpan.Zero,
    };

    private string? CodeInIdOf(StepNode node) =>
        node.Type.Version is null && _request.CodeIdentity == CodeIdentity.Auto ? node.Type.CodeFingerprint : null;

    private void Save(Plan plan, RunTally tally, IReadOnlyDictionary<string, string> redirected)
    {
        History.Save(_state.History);
        _inputHashes.Save(_state.InputHashes);
        ReferencedPipelineFile.Write(_state.Pipeline, SharedPipeline.From(_request, plan, tally.StateOf, redirected));
        if (History.HasOtherCode || !SpecialFile.IsFile(_state.Code))
            _code.Remember(plan.Steps.Select(step => step.Node.Type), History.CodeFingerprints);
    }
}
