using Tango.IO;

namespace Tango.Caching.Remote;

/// <summary>A store of files by name for many machines. Safe to use from several threads.</summary>
internal interface IRemoteStore : IDisposable
{
    /// <summary>Whether a file exists.</summary>
    /// <param name="name">Its name: valid on every file system.</param>
    /// <exception cref="RemoteStoreException">The store does not respond, or with an error.</exception>
    Task<bool> ContainsAsync(string name, CancellationToken cancellationToken);

    /// <summary>Opens a file. An HTTP store returns it only after the download is complete.</summary>
    /// <returns>Its content; null if it does not exist.</returns>
    /// <exception cref="RemoteStoreException">The store does not respond, or with an error.</exception>
    Task<Stream?> OpenAsync(string name, CancellationToken cancellationToken);

    /// <summary>Stores a file; others see all of it or nothing. Replaces a file of the same name.</summary>
    /// <exception cref="RemoteStoreException">The store does not respond, or with an error.</exception>
    Task PutAsync(string name, TemporaryFile content, CancellationToken cancellationToken);
}
