namespace Tango.Execution.Slurm.Nodes;

/// <summary>
/// Brings the report of one job from the store into its folder on this machine, where it is read as one that a node has written there. Another build that follows the job may do the same: both write
/// the same bytes to the same places. Not safe to use from several threads.
/// </summary>
/// <param name="folder">The job's folder on this machine.</param>
internal sealed class ReceivedReport(NodeStore store, JobFolder folder, TimeProvider clock)
{
    private const double Widening = 1.5;

    // A node may be lost before it has sent anything: the next attempt can be the one after it.
    private const int AttemptsAhead = 3;

    private static readonly TimeSpan FirstInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LastInterval = TimeSpan.FromSeconds(30);

    private readonly string _job = NodeNames.JobOf(folder);
    private TimeSpan _interval = FirstInterval;
    private DateTimeOffset _next;
    private bool _isSilent;
    private int _attempt;
    private int _attemptHere;
    private int _parts;
    private long _position;

    /// <summary>Brings the events that are new.</summary>
    /// <param name="isUrgent">Whether the store is asked in any case, unless it did not answer; otherwise at an interval that widens while nothing is new.</param>
    /// <returns>Whether it was asked.</returns>
    /// <exception cref="Caching.Remote.RemoteException">The store does not respond, or with an error.</exception>
    public async Task<bool> ReceiveAsync(bool isUrgent, CancellationToken cancellationToken)
    {
        if ((!isUrgent || _isSilent) && clock.GetUtcNow() < _next)
            return false;

        // Also if the store does not answer.
        _interval = _interval * Widening < LastInterval ? _interval * Widening : LastInterval;
        _next = clock.GetUtcNow() + _interval;
        _isSilent = true;
        await UnlessRemovedAsync(async () =>
        {
            if (await ReceiveEventsAsync(cancellationToken).ConfigureAwait(false))
                (_interval, _next) = (FirstInterval, clock.GetUtcNow() + FirstInterval);
        }).ConfigureAwait(false);
        _isSilent = false;
        return true;
    }

    /// <summary>Brings what the last attempt has printed, and the log of a step that failed.</summary>
    /// <exception cref="Caching.Remote.RemoteException">The store does not respond, or with an error.</exception>
    public Task ReceiveOutputAsync(CancellationToken cancellationToken) => UnlessRemovedAsync(async () =>
    {
        await ReceiveFileAsync(NodeNames.Output(_job, _attempt), folder.OutputOf(_attemptHere), cancellationToken).ConfigureAwait(false);
        await ReceiveFileAsync(NodeNames.Log(_job, _attempt), folder.Log, cancellationToken).ConfigureAwait(false);
    });

    private static async Task UnlessRemovedAsync(Func<Task> receive)
    {
        try
        {
            await receive().ConfigureAwait(false);
        }
        catch (DirectoryNotFoundException)
        {
            // Another build that follows the same job has its result, and has removed the folder.
        }
    }

    private async Task<bool> ReceiveEventsAsync(CancellationToken cancellationToken)
    {
        var isNew = false;
        while (await ReceivePartAsync(_attempt, _parts, cancellationToken).ConfigureAwait(false) || await BeginNextAttemptAsync(cancellationToken).ConfigureAwait(false))
            isNew = true;

        return isNew;
    }

    private async Task<bool> ReceivePartAsync(int attempt, int number, CancellationToken cancellationToken)
    {
        using var part = await store.OpenAsync(NodeNames.Events(_job, attempt, number), cancellationToken).ConfigureAwait(false);
        if (part is null)
            return false;

        using var file = new FileStream(folder.EventsOf(_attemptHere), FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        file.Position = _position;
        await part.CopyToAsync(file, cancellationToken).ConfigureAwait(false);
        _position = file.Position;
        _parts = number + 1;
        return true;
    }

    private async Task<bool> BeginNextAttemptAsync(CancellationToken cancellationToken)
    {
        var (here, parts, position) = (_attemptHere, _parts, _position);

        // Attempts that sent nothing leave no gap in the numbers here.
        (_attemptHere, _position) = (_parts == 0 ? _attemptHere : _attemptHere + 1, 0);
        for (var ahead = 1; ahead <= AttemptsAhead; ahead++)
        {
            if (await ReceivePartAsync(_attempt + ahead, 0, cancellationToken).ConfigureAwait(false))
            {
                _attempt += ahead;
                return true;
            }
        }

        (_attemptHere, _parts, _position) = (here, parts, position);
        return false;
    }

    private async Task ReceiveFileAsync(string name, string path, CancellationToken cancellationToken)
    {
        using var content = await store.OpenAsync(name, cancellationToken).ConfigureAwait(false);
        if (content is null)
            return;

        using var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        await content.CopyToAsync(file, cancellationToken).ConfigureAwait(false);
    }
}
