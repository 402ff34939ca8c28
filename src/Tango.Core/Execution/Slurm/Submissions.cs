using System.Globalization;
using Tango.Caching.Entries;

namespace Tango.Execution.Slurm;

/// <summary>Submits jobs: many alike ones as an array, the others one by one, a few at a time. While the controller does not answer, or the user has as many jobs as is allowed, it waits.</summary>
internal sealed class Submissions : IAsyncDisposable
{
    // A call each is faster to follow, and a job of its own has its own name in the queue.
    private const int LeastOfArray = 20;

    // What controllers allow unless they are configured otherwise.
    private const int MostOfArray = 1000;
    private const int Concurrency = 4;

    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LastPause = TimeSpan.FromMinutes(1);

    private readonly SlurmClient _client;
    private readonly IJobFiles _files;
    private readonly string _cacheDirectory;
    private readonly Action<Exception> _onSilence;
    private readonly TimeProvider _clock;
    private readonly CancellationToken _cancellationToken;
    private readonly Batch<Submission, string> _batch;
    private readonly Dictionary<string, ArrayList> _arrays = new(StringComparer.Ordinal);

    /// <param name="files">Makes the scripts of jobs.</param>
    /// <param name="onSilence">Called each time that jobs have to wait.</param>
    /// <param name="cancellationToken">Nothing more is submitted.</param>
    public Submissions(SlurmClient client, IJobFiles files, string cacheDirectory, Action<Exception> onSilence, TimeProvider clock, CancellationToken cancellationToken)
    {
        _client = client;
        _files = files;
        _cacheDirectory = cacheDirectory;
        _onSilence = onSilence;
        _clock = clock;
        _cancellationToken = cancellationToken;
        _batch = new Batch<Submission, string>(Window, SubmitAsync, clock);
    }

    /// <summary>Submits a job.</summary>
    /// <returns>Its id.</returns>
    /// <exception cref="SlurmException">It was refused.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled before.</exception>
    public Task<string> SubmitAsync(Submission submission) => _batch.AddAsync(submission);

    /// <summary>Called when a job has ended: the list of an array is not needed after its last.</summary>
    public void OnEnded(string id)
    {
        if (id.Split('_') is not [var array, _])
            return;

        lock (_arrays)
        {
            if (_arrays.TryGetValue(array, out var list) && --list.Open == 0)
            {
                _arrays.Remove(array);
                EntryTree.TryDelete(list.Path);
            }
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _batch.DisposeAsync();

    private Task SubmitAsync(IReadOnlyList<BatchItem<Submission, string>> batch)
    {
        var groups = batch.GroupBy(item => string.Join('\n', item.Request.Options.Append(item.Request.After)), StringComparer.Ordinal)
            .SelectMany(alike => alike.Count() < LeastOfArray ? alike.Select(item => new[] { item }) : alike.Chunk(MostOfArray));
        var options = new ParallelOptions { MaxDegreeOfParallelism = Concurrency, CancellationToken = _cancellationToken };
        return Parallel.ForEachAsync(groups, options, async (group, _) => await SubmitAsync(group).ConfigureAwait(false));
    }

    private async Task SubmitAsync(BatchItem<Submission, string>[] group)
    {
        try
        {
            if (group is [var single])
                single.Answer.SetResult(await SubmitOneAsync(single.Request).ConfigureAwait(false));
            else
                await SubmitArrayAsync(group).ConfigureAwait(false);
        }
        catch (SlurmException) when (group.Length > 1)
        {
            // A cluster may not allow arrays, or not as long ones; a user may not have as many jobs.
            foreach (var half in group.Chunk((group.Length + 1) / 2))
                await SubmitAsync(half).ConfigureAwait(false);
        }
        catch (SlurmException exception)
        {
            foreach (var item in group)
                item.Answer.SetException(exception);
        }
    }

    private Task<string> SubmitOneAsync(Submission submission) => SubmitAsync(
        [.. submission.Options, .. JobScript.DependencyOf(submission, isArray: false), "--job-name=" + JobName.For(submission.Folder.UniqueId), "--comment=" + submission.Folder.FullPath],
        _files.ScriptOf(submission.Folder),
        isPatient: true);

    // The jobs of an array have one name, so they cannot exclude others of theirs; the owner of the cache entry does.
    private async Task SubmitArrayAsync(BatchItem<Submission, string>[] group)
    {
        var list = JobFolder.WriteList(_cacheDirectory, group.Select(item => item.Request.Folder));
        try
        {
            await SubmitArrayAsync(group, list).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is SlurmException or OperationCanceledException)
        {
            EntryTree.TryDelete(list);
            throw;
        }
    }

    private async Task SubmitArrayAsync(BatchItem<Submission, string>[] group, string list)
    {
        var array = string.Create(CultureInfo.InvariantCulture, $"--array=0-{group.Length - 1}");
        var id = await SubmitAsync(
            [.. group[0].Request.Options, .. JobScript.DependencyOf(group[0].Request, isArray: true), "--job-name=" + JobName.Array, "--comment=" + list, array],
            _files.ScriptOf(group.Select(item => item.Request.Folder), list),
            isPatient: false).ConfigureAwait(false);
        lock (_arrays)
            _arrays[id] = new ArrayList(list) { Open = group.Length };

        for (var index = 0; index < group.Length; index++)
            group[index].Answer.SetResult(string.Create(CultureInfo.InvariantCulture, $"{id}_{index}"));
    }

    // A submission that has begun is not cancelled: nobody would know the id of its job. An array for which there is no room is made smaller instead of waited for.
    private async Task<string> SubmitAsync(IReadOnlyList<string> options, string script, bool isPatient)
    {
        for (var pause = FirstPause; ; pause = pause * 2 < LastPause ? pause * 2 : LastPause)
        {
            try
            {
                _cancellationToken.ThrowIfCancellationRequested();

                // Now: what jobs get may end while there is no room for them.
                _client.JobEnvironment = await _files.GetEnvironmentAsync().ConfigureAwait(false);
                return await _client.SubmitAsync(options, script, CancellationToken.None).ConfigureAwait(false);
            }
            catch (SlurmException exception) when (exception.Kind == SlurmFault.Unreachable || (exception.Kind == SlurmFault.Full && isPatient))
            {
                _onSilence(exception);
            }

            await Task.Delay(pause, _clock, _cancellationToken).ConfigureAwait(false);
        }
    }

    private sealed class ArrayList(string path)
    {
        public string Path => path;

        public int Open { get; set; }
    }
}
