using System.Reflection;
using Tango.IO;
using Tango.Steps.Metadata;

namespace Tango.Build.Tasks;

/// <summary>An assembly of this process, and the file that it was loaded from as it looked then.</summary>
internal sealed class LoadedAssembly
{
    private readonly Assembly _assembly;
    private readonly FileStamp _stamp;

    /// <summary>Looks at an assembly's file.</summary>
    /// <param name="assembly">The assembly, loaded just now.</param>
    public LoadedAssembly(Assembly assembly)
    {
        _assembly = assembly;
        Path = assembly.Location;
        _stamp = FileStamp.Of(Path);
    }

    /// <summary>The full path of its file.</summary>
    public string Path { get; }

    /// <summary>Whether the file still holds the assembly. The same package installed once more has other files with the same in them.</summary>
    public bool IsCurrent() => FileStamp.Of(Path) == _stamp || (File.Exists(Path) && AssemblyImage.ReadMvid(Path) == _assembly.ManifestModule.ModuleVersionId);
}
