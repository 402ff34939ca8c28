using System.Threading.Channels;

namespace Tango.Execution.Slurm;

/// <summary>Collects requests that come shortly after one another, so that one call serves them all.</summary>
/// <param name="window">How long the first of a batch waits for others.</param>
/// <param name="handle">Serves a batch: it completes every request, or throws, which then is the answer to all that it has not completed.</param>
internal sealed class Batch<TRequest, TAnswer>(TimeSpan window, Func<IReadOnlyList<BatchItem<TRequest, TAnswer>>, Task> handle, TimeProvider clock) : IAsyncDisposable
{
    private readonly Channel<BatchItem<TRequest, TAnswer>> _requests = Channel.CreateUnbounded<BatchItem<TRequest, TAnswer>>(new() { SingleReader = true });
    private readonly Lock _lock = new();
    private Task? _loop;

    /// <summary>Adds a request.</summary>
    /// <returns>The answer.</returns>
    public Task<TAnswer> AddAsync(TRequest request)
    {
        lock (_lock)
            _loop ??= Task.Run(ServeAsync);

        var item = new BatchItem<TRequest, TAnswer>(request);
        _requests.Writer.TryWrite(item);
        return item.Answer.Task;
    }

    /// <summary>Serves what was added, and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        _requests.Writer.TryComplete();
        if (_loop is not null)
            await _loop.ConfigureAwait(false);
    }

    private async Task ServeAsync()
    {
        while (await _requests.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            await Task.Delay(window, clock).ConfigureAwait(false);
            var batch = new List<BatchItem<TRequest, TAnswer>>();
            while (_requests.Reader.TryRead(out var item))
                batch.Add(item);

            await ServeAsync(batch).ConfigureAwait(false);
        }
    }

    private async Task ServeAsync(List<BatchItem<TRequest, TAnswer>> batch)
    {
        try
        {
            await handle(batch).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            foreach (var item in batch)
                item.Answer.TrySetException(exception);
        }
    }
}

/// <summary>A request of a batch.</summary>
/// <param name="Request">What is asked.</param>
internal sealed record BatchItem<TRequest, TAnswer>(TRequest Request)
{
    /// <summary>The answer, once there is one.</summary>
    public TaskCompletionSource<TAnswer> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
