using System.Collections.Immutable;
using System.Text;
using Tango.Caching;
using Tango.Diagnostics;
using Tango.Execution;
using Tango.Graph;
using Tango.Identity;
using Tango.IO;
using Tango.Planning;
using Tango.Runs;

namespace Tango;

/// <summary>What a project remembers of its pipeline from build to build.</summary>
internal sealed class PipelineMemory
{
    private readonly PipelineRequest _request;
    private readonly StateFiles _state;
    private readonly FileHashMemory _inputHashes;
    private readonly CodeHistory _code;
    private readonly LastPlan _lastPlan;

    /// <summary>Reads what earlier builds have left.</summary>
    /// <param name="request">The project.</param>
    /// <param name="state">Its state files.</param>
    /// <exception cref="TangoException">They cannot be read.</exception>
    public PipelineMemory(PipelineRequest request, StateFiles state)
    {
        _request = request;
        _state = state;
        (History, _inputHashes) = state.Access(() => (RunHistory.Load(state.History), FileHashMemory.Load(state.InputHashes)));
        Hasher = new InputFileHasher(_inputHashes);
        _lastPlan = new LastPlan(state.PlanFile);
        _code = new CodeHistory(state.Code, request.Assemblies);
    }

    /// <summary>The last run of each step.</summary>
    public RunHistory History { get; }

    /// <summary>Hashes input files that earlier builds have not seen.</summary>
    public InputFileHasher Hasher { get; }

    /// <summary>Options for a plan that compares with what is remembered.</summary>
    public PlanOptions Compare(PlanOptions options) => options with { DescribeCode = _code.Describe, Recall = _lastPlan.Find };

    /// <summary>Writes down what the next build wants to know.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="outcomes">What became of the declared steps.</param>
    /// <param name="tally">What the worker has told.</param>
    /// <param name="hasExecuted">Whether anything ran.</param>
    /// <param name="findings">Takes up what cannot be written: what became of the steps is worth more than the memory of it, and both are told.</param>
    public void Record(Plan plan, ImmutableArray<StepOutcome> outcomes, RunTally tally, bool hasExecuted, RunFindings findings)
    {
        foreach (var step in plan.Steps)
        {
            if (tally.StateOf(step) is var state and not StepState.Skipped)
            {
                History.Record(step.Node.Name, new LastRun(step.Identity.UniqueId, state) { CodeFingerprint = CodeInIdOf(step.Node) });
            }
        }

        try
        {
            _state.Access(() => Save(plan, tally));
        }
        catch (TangoException exception)
        {
            findings.AddRange(exception.Diagnostics);
        }

        if (_request.RunsDirectory is { } directory && hasExecuted)
        {
            AppendRecord(directory, outcomes, tally, findings);
        }
    }

    /// <summary>Keeps collections of the cache away from what the pipeline needs.</summary>
    /// <param name="plan">The plan.</param>
    public void ProtectNeeded(Plan plan) => new CacheRoots(_request.CacheDirectory).Write(
        _request.StateDirectory,
        plan.Steps.Where(step => step.IsStored && step.Identity.IsFindable).Select(step => step.Identity.UniqueId).Distinct(StringComparer.Ordinal));

    private string? CodeInIdOf(StepNode node) =>
        node.Type.Version is null && _request.CodeIdentity == CodeIdentity.Auto ? node.Type.CodeFingerprint : null;

    private void Save(Plan plan, RunTally tally)
    {
        History.Save(_state.History);
        _inputHashes.Save(_state.InputHashes);
        AtomicFile.Write(_state.Pipeline, Encoding.UTF8.GetBytes(SharedPipeline.Of(_request, plan, tally.StateOf).ToText()));
        if (History.HasOtherCode || !File.Exists(_state.Code))
        {
            _code.Remember(plan.Steps.Select(step => step.Node.Type), History.CodeFingerprints);
        }
    }

    private void AppendRecord(string directory, ImmutableArray<StepOutcome> outcomes, RunTally tally, RunFindings findings)
    {
        var steps = outcomes.Select(outcome => RecordOf(outcome, tally.Find(outcome.Name)));
        var record = new RunRecord(
            _request.ProjectFile, _request.StateDirectory, ToolVersion.Current, Environment.MachineName, DateTimeOffset.UtcNow, [.. steps]);
        try
        {
            RunRecordFile.Append(directory, record);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            findings.Add(Descriptors.RecordNotWritten.Of(DiagnosticSubject.None, directory, exception.Message));
        }
    }

    private static RunRecordStep RecordOf(StepOutcome outcome, StepTally? tally) => new(outcome.Name, outcome.UniqueId, outcome.State, outcome.Duration)
    {
        Reason = outcome.Reason,
        Summary = outcome.Summary,
        Error = tally?.Error,
        Log = tally?.Log,
    };
}
