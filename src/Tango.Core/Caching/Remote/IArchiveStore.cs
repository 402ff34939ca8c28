using Tango.IO;

namespace Tango.Caching.Remote;

/// <summary>A store of archives by name for many machines, with files for what is under way. Safe to use from several threads.</summary>
internal interface IArchiveStore : IDisposable
{
    /// <summary>Whether a file exists.</summary>
    /// <param name="name">Its name: valid on every file system.</param>
    /// <exception cref="RemoteStoreException">The store does not respond, or with an error.</exception>
    Task<bool> ContainsAsync(string name, CancellationToken cancellationToken);

    /// <summary>Opens a file. A store behind a network returns it only after the download is complete.</summary>
    /// <returns>Its content; null if it does not exist.</returns>
    /// <exception cref="RemoteStoreException">The store does not respond, or with an error.</exception>
    Task<Stream?> OpenAsync(string name, CancellationToken cancellationToken);

    /// <summary>Stores a file; others see all of it or nothing. A file of the same name stays, where the store can tell: it is the same result.</summary>
    /// <param name="replace">Whether a file of the same name is replaced, e.g. because it is corrupt.</param>
    /// <exception cref="RemoteStoreException">The store does not respond, or with an error.</exception>
    Task PutAsync(string name, TemporaryFile content, bool replace, CancellationToken cancellationToken);

    /// <summary>How a program fetches a file that has neither the library of the store nor its credentials.</summary>
    /// <exception cref="RemoteStoreException">There is no such way, no such file, or the store does not say.</exception>
    Task<PlainRequest> RequestForAsync(string name, CancellationToken cancellationToken);
}
