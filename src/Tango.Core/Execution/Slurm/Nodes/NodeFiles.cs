using Tango.Caching.Remote;
using Tango.Execution.Plans;
using Tango.IO;
using Tango.Runs;

namespace Tango.Execution.Slurm.Nodes;

/// <summary>Fetches what a job needs from the store into the folder that the job made.</summary>
/// <param name="cache">The cache in that folder.</param>
/// <param name="root">Full path of the folder.</param>
internal sealed class NodeFiles(NodeStore store, DirectoryStepCache cache, string root)
{
    /// <summary>Whether the store has a result of the step that nobody can use.</summary>
    public bool HasFoundCorrupt { get; private set; }

    /// <summary>Fetches the plan of a job.</summary>
    /// <exception cref="RemoteException">It cannot be fetched.</exception>
    public async Task<ExecutionPlan> ReadPlanAsync(string job, CancellationToken cancellationToken)
    {
        var path = Path.Combine(root, "plan.json");
        await FetchFileAsync(NodeNames.Plan(job), path, cancellationToken).ConfigureAwait(false);
        return ExecutionPlanFile.Read(path);
    }

    /// <summary>Whether the store has the result of a step, so that nothing has to run. It is fetched: only then it is known to be intact.</summary>
    /// <exception cref="RemoteStoreException">The store does not respond, or with an error.</exception>
    public async Task<bool> FindAsync(ExecutionStep step, CancellationToken cancellationToken)
    {
        try
        {
            return !step.IsForced && await store.Results.FetchAsync(step.UniqueId, cache, onWaiting: null, cancellationToken).ConfigureAwait(false) is not null;
        }
        catch (RemoteEntryException exception) when (exception.IsCorrupt)
        {
            HasFoundCorrupt = true;
            return false;
        }
        catch (RemoteEntryException exception) when (exception.Advice is null)
        {
            // It is intact; only this node has no room for it.
            return true;
        }
    }

    /// <summary>Fetches results and input files.</summary>
    /// <returns>A result that is missing or corrupt: the machine that builds may have it, and sends it again. Null if all are there.</returns>
    /// <exception cref="RemoteException">One cannot be fetched.</exception>
    public async Task<RunEvent.EntryMissing?> FetchAsync(ExecutionPlan plan, CancellationToken cancellationToken)
    {
        foreach (var input in plan.Inputs)
        {
            if (!await FetchResultAsync(input, cancellationToken).ConfigureAwait(false))
                return new() { Step = input.Name, UniqueId = input.UniqueId };
        }

        var paths = new NodePaths(plan);
        foreach (var file in plan.Steps.SelectMany(made => made.InputFiles).DistinctBy(file => file.Path))
            await FetchInputAsync(file.Content, Path.Combine(root, paths.OfInput(file.Path)), cancellationToken).ConfigureAwait(false);

        return null;
    }

    /// <summary>Fetches the result of an earlier step with the same cut-off key, if there is one that can be used. It is a hint: otherwise the step runs.</summary>
    public async Task FindEarlierAsync(RunEvent.EarlierResultWanted wanted, CancellationToken cancellationToken)
    {
        try
        {
            if (await store.Results.FindByCutoffKeyAsync(wanted.Key, cancellationToken).ConfigureAwait(false) is { } earlier && earlier != wanted.UniqueId)
                await store.Results.FetchAsync(earlier, cache, onWaiting: null, cancellationToken, waits: false).ConfigureAwait(false);
        }
        catch (RemoteException)
        {
            // If the store cannot take the step's own result either, that is the error to report.
        }
    }

    private async Task<bool> FetchResultAsync(ExecutionInput input, CancellationToken cancellationToken)
    {
        try
        {
            return await store.Results.FetchAsync(input.UniqueId, cache, onWaiting: null, cancellationToken).ConfigureAwait(false) is not null;
        }
        catch (RemoteEntryException exception) when (exception.IsCorrupt)
        {
            return false;
        }
    }

    private async Task FetchInputAsync(string sha256, string path, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await FetchFileAsync(NodeNames.Input(sha256), path, cancellationToken).ConfigureAwait(false);
        if (FileDigest.ComputeFile(path, cancellationToken).Sha256 != sha256)
            throw new RemoteStoreException($"'{NodeNames.Input(sha256)}' has another content than it had when it was stored");
    }

    private async Task FetchFileAsync(string name, string path, CancellationToken cancellationToken)
    {
        using var content = await store.OpenAsync(name, cancellationToken).ConfigureAwait(false) ?? throw new RemoteStoreException($"'{name}' is not there any more");
        using var file = File.Create(path);
        await content.CopyToAsync(file, cancellationToken).ConfigureAwait(false);
    }
}
