using Tango.Caching.Entries;
using Tango.IO;

namespace Tango.Caching.Remote;

/// <summary>A directory that machines share, e.g. a network share, or a folder that CI saves between runs.</summary>
internal sealed class DirectoryStore : IArchiveStore
{
    private readonly string _directory;

    /// <param name="directory">Its full path; created when the first file is stored.</param>
    public DirectoryStore(string directory) => _directory = directory;

    /// <inheritdoc/>
    // Unlike File.Exists, this distinguishes missing files from those that cannot be accessed.
    public Task<bool> ContainsAsync(string name, CancellationToken cancellationToken) =>
        Task.FromResult(Access(() => !File.GetAttributes(PathOf(name)).HasFlag(FileAttributes.Directory)));

    /// <inheritdoc/>
    public Task<Stream?> OpenAsync(string name, CancellationToken cancellationToken) =>
        Task.FromResult(Access<Stream>(() => Open(PathOf(name))));

    /// <inheritdoc/>
    public async Task PutAsync(string name, TemporaryFile content, bool replace, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!replace && await ContainsAsync(name, cancellationToken).ConfigureAwait(false))
            return;

        var staged = AtomicFile.StagedName(PathOf(name));
        try
        {
            Directory.CreateDirectory(_directory);
            await WriteAsync(staged, content, cancellationToken).ConfigureAwait(false);
            FileChange.Replace(staged, PathOf(name));
        }
        catch (Exception exception)
        {
            EntryTree.TryDelete(staged);
            if (OperatingSystem.IsWindows() && SharingRetry.IsInUse(exception) && File.Exists(PathOf(name)))
            {
                // Another machine reads or stores the same result: what has its name is it.
                return;
            }

            if (CacheAccess.IsRefusal(exception))
                throw RemoteStoreException.From(exception);

            throw;
        }
    }

    /// <inheritdoc/>
    public Task<PlainRequest> RequestForAsync(string name, CancellationToken cancellationToken) => throw new RemoteStoreException($"'{_directory}' is a directory");

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private static async Task WriteAsync(string path, TemporaryFile content, CancellationToken cancellationToken)
    {
        using var source = content.OpenRead();
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        SharedMode.Apply(file.SafeFileHandle, Path.GetDirectoryName(path)!, isReplaced: true);
        await source.CopyToAsync(file, cancellationToken).ConfigureAwait(false);
        file.Flush(flushToDisk: true);
    }

    // Opening a pipe would block until another process opens its other end.
    private static FileStream Open(string path) => SpecialFile.NameOf(FileStatus.Read(path).Kind) is { } kind
        ? throw RemoteEntryException.Unreadable($"'{path}' is {kind}", "Delete it.")
        : SharedReading.Open(path);

    private static T? Access<T>(Func<T> look)
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
            throw RemoteStoreException.From(exception);
        }
    }

    private string PathOf(string name) => Path.Combine(_directory, name);
}
