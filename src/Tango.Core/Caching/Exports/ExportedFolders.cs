using Tango.IO;

namespace Tango.Caching.Exports;

/// <summary>The folders of an exported result. Folders that the export creates get their original permission bits; existing ones belong to the user and are not changed.</summary>
internal sealed class ExportedFolders
{
    private readonly List<(string Place, UnixFileMode? Mode)> _folders = [];
    private readonly Stack<(string Place, UnixFileMode? Mode)> _made = new();

    /// <summary>Adds a folder, after its parent folders.</summary>
    /// <param name="place">Its full path.</param>
    /// <param name="mode">Its original permission bits; null: those of any new folder.</param>
    public void Add(string place, UnixFileMode? mode) => _folders.Add((place, mode));

    /// <summary>The full paths of those that do not exist.</summary>
    public IEnumerable<string> Missing() => _folders.Select(folder => folder.Place).Where(place => !Directory.Exists(place));

    /// <summary>Creates those that do not exist, so that files can be written into them.</summary>
    public void Make()
    {
        foreach (var folder in _folders)
        {
            if (!Directory.Exists(folder.Place))
            {
                Directory.CreateDirectory(folder.Place);
                _made.Push(folder);
            }
        }
    }

    /// <summary>Sets their permission bits. Called when all files are written: some may become read-only.</summary>
    public void Complete()
    {
        while (_made.TryPop(out var folder))
            PermissionBits.Set(folder.Place, folder.Mode);
    }
}
