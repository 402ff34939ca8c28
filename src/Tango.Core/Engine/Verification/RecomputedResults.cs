using Tango.Caching;
using Tango.Caching.Entries;
using Tango.Diagnostics;
using Tango.Engine.Outputs;
using Tango.Execution.Plans;
using Tango.Execution.Worker;
using Tango.IO;
using Tango.Planning;
using Tango.Runs;

namespace Tango.Engine.Verification;

/// <summary>
/// Verifies cached results by computing them again. The cache, the project, history and records stay as they are; what differs is left in a folder of the state directory.
/// </summary>
internal sealed class RecomputedResults
{
    private readonly PipelineRequest _request;
    private readonly StateFiles _state;
    private readonly DirectoryStepCache _cache;
    private readonly RunTally _tally = new();
    private readonly List<Diagnostic> _found = [];

    /// <param name="request">Its remote cache, <c>TangoForce</c> and export settings do not count.</param>
    public RecomputedResults(PipelineRequest request)
    {
        _request = request with { Assemblies = request.Assemblies?.WithDependencies(), RemoteCache = null };
        _state = new StateFiles(request.StateDirectory);
        _cache = new DirectoryStepCache(request.CacheDirectory);
    }

    /// <summary>Computes results again and compares them.</summary>
    /// <param name="cancellationToken">Ends the steps that run.</param>
    /// <exception cref="TangoException">The declarations have errors: all of them; or files cannot be read or written.</exception>
    public async Task<VerificationOutcome> VerifyAsync(IRunObserver observer, CancellationToken cancellationToken)
    {
        var (graph, recomputation) = await FileSystemWork.RunAsync(() => ChooseAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
        RemoveResults(keep: new HashSet<string>());
        if (!recomputation.Steps.IsEmpty)
            await RunAsync(recomputation, observer, cancellationToken).ConfigureAwait(false);

        var (equal, different) = (0, 0);
        var kept = _tally.Failures.Select(failure => failure.UniqueId).ToHashSet(StringComparer.Ordinal);
        foreach (var step in recomputation.Steps.Where(step => _tally.Find(step.Node.Name)?.State == StepState.Ran))
        {
            if (await FindDifferenceAsync(step, cancellationToken).ConfigureAwait(false) is { } difference)
            {
                different++;
                _found.Add(difference);
                kept.Add(step.Identity.UniqueId);
            }
            else
            {
                equal++;
            }
        }

        RemoveResults(kept);

        _found.AddRange(_tally.Failures.Select(failure => new Diagnostic(Descriptors.Find(failure.Code), new DiagnosticSubject(graph.Find(failure.Step)?.File, failure.Step), failure.Message)));
        return new VerificationOutcome
        {
            EqualCount = equal,
            DifferentCount = different,
            FailedCount = _tally.Failures.Count,
            OthersCount = recomputation.OthersCount + recomputation.Steps.Length - equal - different - recomputation.Steps.Count(step => _tally.Find(step.Node.Name)?.State == StepState.Failed),
            Diagnostics = [.. _found],
        };
    }

    private async Task<(StepGraph Graph, Recomputation Recomputation)> ChooseAsync(CancellationToken cancellationToken)
    {
        var run = new PipelineRun(_request, _state, lastRecord: null, isBuild: false);
        await using var end = run.ConfigureAwait(false);
        var graph = run.Resolve(remember: false);
        return (graph, Recomputation.Of(graph, run.Identify(graph, cancellationToken), _cache, _request.Select));
    }

    private async Task RunAsync(Recomputation recomputation, IRunObserver observer, CancellationToken cancellationToken)
    {
        using var build = _state.NewBuild();
        _state.Create();
        _state.Save(build.Begin);
        var (worker, programs) = PipelineExecution.HostOf(_request, recomputation.Plan);
        var plan = ProjectOutputs.OnTrial(recomputation.ToExecute(_request.CacheDirectory, _state.Recomputed), _request.OutputFolders) with
        {
            ProjectFile = _request.ProjectFile,
            Assembly = worker.TargetAssembly,
            AdditionalAssemblies = programs?.Additional ?? [],
            SubstituteDirectory = ReadOnlyFolder.Is(_request.CacheDirectory) ? _state.Recomputed : null,
            ScratchDirectory = _state.Scratch,
            Options = _request.Options,
        };
        var planFile = build.PlanFile;
        var workers = new WorkerRuns(worker, new RunObservers(_tally, observer), plan, planFile, part => _state.Save(() => ExecutionPlanFile.Write(planFile, part)));
        _found.AddRange(await workers.RunAsync(cancellationToken).ConfigureAwait(false));
    }

    private void RemoveResults(IReadOnlySet<string> keep) => _state.Access(() =>
    {
        if (!Directory.Exists(_state.Recomputed))
            return;

        foreach (var directory in Directory.GetDirectories(_state.Recomputed).Where(directory => !keep.Contains(Path.GetFileName(directory))))
            EntryRemoval.TryRemove(directory);
    });

    private async Task<Diagnostic?> FindDifferenceAsync(PlannedStep step, CancellationToken cancellationToken)
    {
        var uniqueId = step.Identity.UniqueId;
        var again = Path.Combine(_state.Recomputed, uniqueId);
        var read = await _cache.VerifyAsync(uniqueId, quarantine: false, cancellationToken).ConfigureAwait(false);
        var difference = read.State == CacheReadState.Found
            ? await Task.Run(() => ResultDifference.Find(_cache.PathForStep(uniqueId), again, cancellationToken), cancellationToken).ConfigureAwait(false)
            : $"the cached result is {read.State switch { CacheReadState.Corrupt => $"corrupt ({read.Corruption})", CacheReadState.Unusable => $"not usable ({read.UnusableBecause})", _ => "missing now" }}";
        return difference is null
            ? null
            : Descriptors.ResultNotRepeated.Create(new DiagnosticSubject(step.Node.File, step.Node.Name), step.Node.Name, difference, _cache.PathForStep(uniqueId), again);
    }
}
