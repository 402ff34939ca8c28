using System.Collections.Immutable;
using Tango.IO;

namespace Tango.Caching.Entries;

/// <summary>The stamps of the files and directories of an entry just before they were verified: they show later, without reading the files, whether they are unchanged.</summary>
internal sealed class EntryStamps
{
    private readonly ImmutableArray<EntryFile> _content;
    private readonly TimeProvider _clock;
    private readonly List<StampedPath> _seen = [];

    /// <param name="clock">The clock, to see how old the files are; null: the system's.</param>
    public EntryStamps(ImmutableArray<EntryFile> content, TimeProvider? clock = null)
    {
        _content = content;
        _clock = clock ?? TimeProvider.System;
    }

    /// <summary>Stamps a file, a directory or a link. Safe to call from several threads.</summary>
    /// <param name="path">Full path.</param>
    public FileStatus Stamp(string path)
    {
        var status = FileStatus.ReadLink(path);
        var mayMiss = !status.Stamp.Distinguishes(_clock.GetUtcNow().UtcTicks);
        lock (_seen)
        {
            _seen.Add(new StampedPath(path, status.Stamp));
            MayMiss |= mayMiss;
        }

        return status;
    }

    /// <summary>Whether a file was stamped so soon after a change that the stamp cannot show another change.</summary>
    public bool MayMiss { get; private set; }

    /// <summary>Whether a file was touched since: its content may still be the same.</summary>
    public bool AreTouched()
    {
        foreach (var seen in _seen)
        {
            if (FileStatus.ReadLink(seen.Path).Stamp != seen.Stamp)
                return true;
        }

        return false;
    }

    /// <summary>Whether other stamps are of the same content under the same names.</summary>
    public bool AreOfSameContent(EntryStamps other) => _content.AsSpan().SequenceEqual(other._content.AsSpan());
}
