using Tango.Caching.Entries;

namespace Tango.Core.Tests;

/// <summary>A directory of a test's own, removed with it. Its name is one that careless code stumbles over.</summary>
internal sealed class TemporaryDirectory : IDisposable
{
    public TemporaryDirectory() => Path = Directory.CreateTempSubdirectory("tango äö %41;'").FullName;

    public string Path { get; }

    // With the separators of the system.
    public string PathOf(string name) => System.IO.Path.GetFullPath(name, Path);

    /// <summary>Writes a file, with the folders it needs.</summary>
    /// <returns>Its full path.</returns>
    public string Write(string name, string content)
    {
        var path = PathOf(name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        return path;
    }

    // Also what only root could delete.
    public void Dispose() => EntryTree.Delete(Path);
}
