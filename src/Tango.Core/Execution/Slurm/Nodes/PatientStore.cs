using Tango.Caching.Remote;
using Tango.IO;

namespace Tango.Execution.Slurm.Nodes;

/// <summary>A store whose failures that may pass are waited for.</summary>
/// <param name="store">Disposed of with this.</param>
/// <param name="stop">Ends the waiting.</param>
internal sealed class PatientStore(IArchiveStore store, Patience patience, CancellationToken stop) : IArchiveStore
{
    /// <inheritdoc/>
    public Task<bool> ContainsAsync(string name, CancellationToken cancellationToken) => patience.AskAsync(() => store.ContainsAsync(name, cancellationToken), stop);

    /// <inheritdoc/>
    public Task<Stream?> OpenAsync(string name, CancellationToken cancellationToken) => patience.AskAsync(() => store.OpenAsync(name, cancellationToken), stop);

    /// <inheritdoc/>
    public Task PutAsync(string name, TemporaryFile content, bool replace, CancellationToken cancellationToken) => patience.AskAsync(
        async () =>
        {
            await store.PutAsync(name, content, replace, cancellationToken).ConfigureAwait(false);
            return true;
        },
        stop);

    /// <inheritdoc/>
    public Task<PlainRequest> RequestForAsync(string name, CancellationToken cancellationToken) => patience.AskAsync(() => store.RequestForAsync(name, cancellationToken), stop);

    /// <inheritdoc/>
    public void Dispose() => store.Dispose();
}
