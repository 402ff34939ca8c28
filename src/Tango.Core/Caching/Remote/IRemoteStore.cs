using Tango.IO;

namespace Tango.Caching.Remote;

/// <summary>A place that keeps files by name for many machines. Safe to use from several threads.</summary>
internal interface IRemoteStore : IDisposable
{
    /// <summary>Whether there is a file.</summary>
    /// <param name="name">Its name: safe on every file system.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    /// <exception cref="RemoteStoreException">The place gives no answer.</exception>
    Task<bool> ContainsAsync(string name, CancellationToken cancellationToken);

    /// <summary>Opens a file. An address gives it only when all of it has come.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cancellationToken">Ends the transfer.</param>
    /// <returns>Its content; null when there is no such file.</returns>
    /// <exception cref="RemoteStoreException">The place does not give it.</exception>
    Task<Stream?> OpenAsync(string name, CancellationToken cancellationToken);

    /// <summary>Puts a file there; others see it whole or not at all. One of that name is replaced.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="content">Its content.</param>
    /// <param name="cancellationToken">Ends the transfer.</param>
    /// <exception cref="RemoteStoreException">The place does not take it.</exception>
    Task PutAsync(string name, NamelessFile content, CancellationToken cancellationToken);
}
