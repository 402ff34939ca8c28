using Tango.IO;

namespace Tango.Caching.Remote;

/// <summary>A directory that machines share: a network share, say, or a folder that CI keeps.</summary>
internal sealed class DirectoryStore : IRemoteStore
{
    private readonly string _directory;

    /// <param name="directory">Its full path; made when something is put there.</param>
    public DirectoryStore(string directory) => _directory = directory;

    /// <inheritdoc/>
    // Unlike File.Exists, tells what may not be seen from what is not there.
    public Task<bool> ContainsAsync(string name, CancellationToken cancellationToken) =>
        Task.FromResult(Look(() => !File.GetAttributes(PathOf(name)).HasFlag(FileAttributes.Directory)));

    /// <inheritdoc/>
    public Task<Stream?> OpenAsync(string name, CancellationToken cancellationToken) =>
        Task.FromResult(Look<Stream>(() => new FileStream(PathOf(name), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete)));

    /// <inheritdoc/>
    public async Task PutAsync(string name, NamelessFile content, CancellationToken cancellationToken)
    {
        var staged = AtomicFile.StagedName(PathOf(name));
        try
        {
            Directory.CreateDirectory(_directory);
            await WriteAsync(staged, content, cancellationToken).ConfigureAwait(false);
            File.Move(staged, PathOf(name), overwrite: true);
        }
        catch (Exception exception)
        {
            EntryTree.TryDelete(staged);
            if (CacheAccess.IsRefusal(exception))
            {
                throw RemoteStoreException.Of(exception);
            }

            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private static async Task WriteAsync(string path, NamelessFile content, CancellationToken cancellationToken)
    {
        using var source = content.OpenRead();
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        await source.CopyToAsync(file, cancellationToken).ConfigureAwait(false);
        file.Flush(flushToDisk: true);
    }

    private static T? Look<T>(Func<T> look)
    {
        try
        {
            return look();
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return default;
        }
        catch (Exception exception) when (CacheAccess.IsRefusal(exception))
        {
            throw RemoteStoreException.Of(exception);
        }
    }

    private string PathOf(string name) => Path.Combine(_directory, name);
}
