using System.Reflection;
using Tango.IO;
using Tango.Steps.Metadata;

namespace Tango.Build.Tasks;

/// <summary>An assembly of this process, and its file.</summary>
internal sealed class LoadedAssembly
{
    private readonly Assembly _assembly;

    // A reference, so that it is assigned atomically: builds with several threads call it at the same time.
    private StampedFile? _current;

    public LoadedAssembly(Assembly assembly) => _assembly = assembly;

    /// <summary>The full path of its file.</summary>
    public string Path => _assembly.Location;

    /// <summary>Whether the file still contains the assembly. If the same package is installed again, its files have other stamps but the same content.</summary>
    public bool IsCurrent()
    {
        var stamp = FileStamp.Read(Path);
        if (_current?.Stamp == stamp)
            return true;

        if (!File.Exists(Path) || AssemblyImage.ReadMvid(Path) != _assembly.ManifestModule.ModuleVersionId)
            return false;

        _current = new(Path, stamp);
        return true;
    }
}
