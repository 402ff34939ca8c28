namespace Tango.Caching.Remote;

/// <summary>Ends a transfer that has stood still for too long; one that goes on may take as long as it needs.</summary>
internal sealed class StallGuard : IDisposable
{
    private readonly TimeSpan _patience;
    private readonly CancellationTokenSource _source;

    /// <param name="patience">How long it may stand still.</param>
    /// <param name="cancellationToken">Ends it at once.</param>
    public StallGuard(TimeSpan patience, CancellationToken cancellationToken)
    {
        _patience = patience;
        _source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Moved();
    }

    /// <summary>What the transfer listens to.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>The transfer goes on.</summary>
    public void Moved() => _source.CancelAfter(_patience);

    /// <summary>Copies all of a stream, each part of which is a sign of life.</summary>
    /// <param name="source">Is read to its end.</param>
    /// <param name="destination">Takes what was read.</param>
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
