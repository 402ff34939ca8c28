using Tango.IO;

namespace Tango.Caching;

/// <summary>The entries that a collection does not remove. A build that begins during the collection counts too: the roots are read again when some were written.</summary>
internal sealed class NeededEntries
{
    private readonly CacheRoots _roots;
    private readonly Func<IReadOnlySet<string>> _read;
    private FileStamp _stamp;
    private long _readAt;
    private IReadOnlySet<string> _ids = null!;

    /// <param name="oldest">The oldest time, UTC, at which the root of another machine may have been written to count.</param>
    /// <param name="now">The current time, UTC.</param>
    /// <param name="removes">Whether roots that do not count are removed.</param>
    public NeededEntries(CacheRoots roots, DateTime oldest, DateTime now, bool removes)
    {
        _roots = roots;
        _read = () => roots.Collect(oldest, now, removes);
        Read();
    }

    /// <summary>Whether a pipeline needs an entry, or a running build uses it.</summary>
    public bool Contains(string uniqueId)
    {
        // Clocks of file systems are coarse: what was written just after the last reading may have left the stamp as it was.
        if (!_stamp.Distinguishes(_readAt) || _roots.Stamp() != _stamp)
            Read();

        return _ids.Contains(uniqueId);
    }

    // The stamp first: what is written meanwhile changes it.
    private void Read()
    {
        _readAt = DateTime.UtcNow.Ticks;
        _stamp = _roots.Stamp();
        _ids = _read();
    }
}
