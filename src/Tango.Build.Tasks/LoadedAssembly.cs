using System.Reflection;
using System.Runtime.CompilerServices;
using Tango.IO;
using Tango.Steps.Metadata;

namespace Tango.Build.Tasks;

/// <summary>An assembly of this process, and the file that it was loaded from.</summary>
internal sealed class LoadedAssembly
{
    private readonly Assembly _assembly;

    // A reference: builds with several threads ask at the same time.
    private StrongBox<FileStamp>? _current;

    /// <param name="assembly">The assembly.</param>
    public LoadedAssembly(Assembly assembly) => _assembly = assembly;

    /// <summary>The full path of its file.</summary>
    public string Path => _assembly.Location;

    /// <summary>Whether the file still holds the assembly. The same package installed once more has other files with the same in them.</summary>
    public bool IsCurrent()
    {
        var stamp = FileStamp.Of(Path);
        if (_current is { } current && current.Value == stamp)
            return true;

        if (!File.Exists(Path) || AssemblyImage.ReadMvid(Path) != _assembly.ManifestModule.ModuleVersionId)
            return false;

        _current = new(stamp);
        return true;
    }
}
