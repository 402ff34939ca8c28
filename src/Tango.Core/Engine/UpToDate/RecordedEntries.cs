using Tango.Caching.Entries;
using Tango.IO;

namespace Tango.Engine.UpToDate;

/// <summary>The entries of the last successful build, compared with the cache by the stamps of their files. Nothing of them is read.</summary>
/// <param name="Touched">The unique ids of those that were touched since: they have to be verified.</param>
/// <param name="Untouched">The others, by their unique ids.</param>
/// <param name="Files">The files of those that are untouched, by their unique ids.</param>
internal sealed record RecordedEntries(IReadOnlySet<string> Touched, IReadOnlyDictionary<string, EntryLook> Untouched, IReadOnlyDictionary<string, StampedFiles> Files)
{
    /// <summary>There was no such build.</summary>
    public static RecordedEntries None { get; } = new(new HashSet<string>(), new Dictionary<string, EntryLook>(), new Dictionary<string, StampedFiles>());
}
