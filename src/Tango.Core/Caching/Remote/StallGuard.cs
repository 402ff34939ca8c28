namespace Tango.Caching.Remote;

/// <summary>Cancels a transfer that makes no progress for too long; the whole transfer may take any time.</summary>
internal sealed class StallGuard : IDisposable
{
    private readonly TimeSpan _patience;
    private readonly CancellationTokenSource _source;

    /// <param name="patience">How long it may make no progress.</param>
    public StallGuard(TimeSpan patience, CancellationToken cancellationToken)
    {
        _patience = patience;
        _source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Moved();
    }

    /// <summary>The cancellation token of the transfer.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>Called when the transfer makes progress.</summary>
    public void Moved() => _source.CancelAfter(_patience);

    /// <summary>Copies all of a stream; each part counts as progress.</summary>
    /// <param name="source">Read to its end.</param>
    /// <param name="destination">Receives the bytes.</param>
    public async Task CopyAsync(Stream source, Stream destination)
    {
        var buffer = new byte[128 * 1024];
        while (await source.ReadAsync(buffer, Token).ConfigureAwait(false) is > 0 and var read)
        {
            Moved();
            await destination.WriteAsync(buffer.AsMemory(0, read), Token).ConfigureAwait(false);
            Moved();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _source.Dispose();
}
