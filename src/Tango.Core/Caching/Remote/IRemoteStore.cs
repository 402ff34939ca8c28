namespace Tango.Caching.Remote;

/// <summary>
/// A store of files by name that many machines share, e.g. a bucket. Safe to use from several threads. Any exception means that a request failed; its message is shown to users, so it names
/// the request and the answer, and no secret. An <see cref="HttpRequestException"/> without a status, or with 408, 429 or 5xx, or a <see cref="TimeoutException"/> says that the same request may succeed
/// later, which jobs of a cluster wait for. Transfers that are too slow are cancelled, and downloads that fail with an <see cref="IOException"/> are tried again.
/// </summary>
public interface IRemoteStore : IDisposable
{
    /// <summary>Tells whether a file exists.</summary>
    /// <param name="name">Its name: letters of ASCII, digits, <c>.</c>, <c>-</c>, <c>_</c>.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>False if there is no such file.</returns>
    Task<bool> ContainsAsync(string name, CancellationToken cancellationToken);

    /// <summary>Opens a file.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>Its content, read once from its start to its end, possibly while it arrives; the caller disposes of it. Null if there is no such file.</returns>
    Task<Stream?> OpenAsync(string name, CancellationToken cancellationToken);

    /// <summary>Stores a file: others see all of it or nothing.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="content">Its content: can be sought, has a length in bytes, and may be read several times. Closed by the caller.</param>
    /// <param name="replace">Whether a file of the same name is replaced. If not, it stays where the store has a way to do that, and that is a success; otherwise either may stay.</param>
    /// <param name="cancellationToken">Cancels the request; nothing that others see stays of it.</param>
    /// <returns>A task that ends when others can read the file.</returns>
    Task PutAsync(string name, Stream content, bool replace, CancellationToken cancellationToken);
}
