using Tango.IO;

namespace Tango.Caching.Entries;

/// <summary>
/// The files of an entry that were written and must be on the disk before the entry is complete. A few stay open until then. More of them are closed if their file system can be flushed
/// as a whole later; elsewhere, each is flushed at once, by the handle that wrote it: that alone learns of every error.
/// </summary>
internal sealed class UnflushedFiles
{
    private const int MaxOpen = 16;

    // The flush of a file system also waits for what others have written to it.
    private const int ManyClosed = 256;

    private readonly List<FileStream> _open = [];
    private readonly List<string> _closed = [];
    private readonly Lock _gate = new();
    private bool? _canClose;

    /// <summary>Called with the path of each file that is on the disk now; for tests.</summary>
    public Action<string>? OnFlushed { get; init; }

    /// <summary>Takes a file over.</summary>
    /// <exception cref="IOException">It cannot be flushed.</exception>
    public void Add(FileStream file)
    {
        if (TryKeep(file))
            return;

        if (_canClose == true)
            file.Dispose();
        else
            Flush(file);
    }

    /// <summary>Flushes all, and closes those that are open.</summary>
    /// <exception cref="IOException">One may not be on the disk.</exception>
    public void Flush()
    {
        try
        {
            // The first was opened before any other was written.
            if (_closed.Count >= ManyClosed && FileSystemFlush.TryFlush(_open[0].SafeFileHandle))
            {
                Tell(_open.Select(file => file.Name));
                Tell(_closed);
                return;
            }

            _open.ForEach(Flush);
            _closed.ForEach(FlushClosed);
        }
        finally
        {
            Close();
        }
    }

    /// <summary>Closes all, without flushing them.</summary>
    public void Close()
    {
        _open.ForEach(file => file.Dispose());
        _open.Clear();
        _closed.Clear();
    }

    private bool TryKeep(FileStream file)
    {
        lock (_gate)
        {
            if (_open.Count < MaxOpen)
            {
                _open.Add(file);
                return true;
            }

            _canClose ??= FileSystemFlush.IsReliable(file.Name);
            if (_canClose == true)
                _closed.Add(file.Name);

            return false;
        }
    }

    private void Flush(FileStream file)
    {
        using (file)
            file.Flush(flushToDisk: true);

        OnFlushed?.Invoke(file.Name);
    }

    private void FlushClosed(string path)
    {
        using (var file = File.OpenHandle(path))
            RandomAccess.FlushToDisk(file);

        OnFlushed?.Invoke(path);
    }

    private void Tell(IEnumerable<string> paths)
    {
        foreach (var path in OnFlushed is null ? [] : paths)
            OnFlushed?.Invoke(path);
    }
}
