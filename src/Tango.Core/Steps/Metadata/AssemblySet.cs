using Tango.Diagnostics;
using Tango.IO;
using Tango.Steps.Memo;

namespace Tango.Steps.Metadata;

/// <summary>The assemblies of one reading: opened on first use, types found across them. Not safe for several threads.</summary>
internal sealed class AssemblySet : IDisposable
{
    internal const string TangoCore = "Tango.Core";

    // One of these lies in every directory of a shared framework or of its reference assemblies.
    private static readonly string[] FrameworkMarkers = ["System.Runtime.dll", "Microsoft.AspNetCore.dll", "WindowsBase.dll"];

    private static readonly string[] FrameworkKeys =
        ["b03f5f7f11d50a3a", "b77a5c561934e089", "cc7b13ffcd2ddd51", "7cec85d7bea7798e", "adb9793829ddae60", "31bf3856ad364e35"];

    private static readonly string[] CoreLibraries = ["System.Runtime", "System.Private.CoreLib", "netstandard", "mscorlib"];

    private readonly Dictionary<string, string> _paths = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, AssemblyImage?> _files = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _projects = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Dictionary<string, DefinedType?>> _resolved = new(StringComparer.Ordinal);
    private readonly Dictionary<string, bool> _framework = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, bool> _frameworkDirectories = new(StringComparer.Ordinal);
    private readonly List<AssemblyImage> _opened = [];
    private readonly List<RememberedFile> _looked = [];

    /// <summary>Opens the user's projects.</summary>
    /// <param name="assemblies">Where everything is.</param>
    /// <exception cref="TangoException">One of the user's assemblies does not exist.</exception>
    internal AssemblySet(StepAssemblies assemblies)
    {
        Source = assemblies;
        foreach (var path in assemblies.ProjectAssemblies.Insert(0, assemblies.Main))
        {
            var name = Path.GetFileNameWithoutExtension(path);
            if (_paths.TryAdd(name, path) && !IsTangoCore(name))
            {
                _projects.Add(name);
            }
        }

        foreach (var path in assemblies.References)
        {
            _paths.TryAdd(Path.GetFileNameWithoutExtension(path), path);
        }

        Projects = [.. _projects.Select(OpenProject)];
    }

    internal StepAssemblies Source { get; }

    /// <summary>The user's own assemblies, the main one first. Tango.Core is not among them, even as a project reference: it counts as a package.</summary>
    internal IReadOnlyList<AssemblyImage> Projects { get; }

    /// <summary>Every assembly opened so far.</summary>
    internal IReadOnlyList<AssemblyImage> Opened => _opened;

    /// <summary>Every file looked at so far, those that do not exist or are no assemblies included: as long as they stay as they are, so does what was read.</summary>
    internal IReadOnlyCollection<RememberedFile> Looked => _looked;

    public void Dispose()
    {
        foreach (var file in _opened)
        {
            file.Dispose();
        }
    }

    internal static bool IsTangoCore(string assembly) => assembly.Equals(TangoCore, StringComparison.OrdinalIgnoreCase);

    internal bool IsProject(string assembly) => _projects.Contains(assembly);

    internal string? PathOf(string assembly) => _paths.GetValueOrDefault(assembly);

    /// <summary>
    /// Whether an assembly belongs to the framework. Told by what lies beside it, without opening it; in a self-contained application, where all lie in
    /// one directory, by its strong name.
    /// </summary>
    internal bool IsFramework(string assembly)
    {
        if (!_framework.TryGetValue(assembly, out var isFramework))
        {
            isFramework = !IsProject(assembly) && !IsTangoCore(assembly) && !Source.PackageVersions.ContainsKey(assembly) && LooksLikeFramework(assembly);
            _framework.Add(assembly, isFramework);
        }

        return isFramework;
    }

    /// <summary>The assembly of a simple name; null when it is not among the references.</summary>
    internal AssemblyImage? Find(string assembly)
    {
        if (!_files.TryGetValue(assembly, out var file))
        {
            file = _paths.TryGetValue(assembly, out var path) ? Open(path) : null;
            _files.Add(assembly, file);
        }

        return file;
    }

    /// <summary>Finds a type where it is defined, past forwarders; null when its assembly is not among the references.</summary>
    internal DefinedType? Resolve(TypeSignature.Named name)
    {
        if (!_resolved.TryGetValue(name.Assembly, out var known))
        {
            _resolved.Add(name.Assembly, known = new Dictionary<string, DefinedType?>(StringComparer.Ordinal));
        }

        if (!known.TryGetValue(name.FullName, out var type))
        {
            type = name.Assembly.Length > 0 ? Locate(name.Assembly, name.FullName) : LocateInCoreLibrary(name.FullName);
            known.Add(name.FullName, type);
        }

        return type;
    }

    private bool LooksLikeFramework(string assembly)
    {
        if (!_paths.TryGetValue(assembly, out var path))
        {
            return CoreLibraries.Contains(assembly) || assembly == "System" || assembly.StartsWith("System.", StringComparison.Ordinal);
        }

        var directory = Path.GetDirectoryName(path) ?? "";
        if (!_frameworkDirectories.TryGetValue(directory, out var isFramework))
        {
            isFramework = Array.Exists(FrameworkMarkers, marker => File.Exists(Path.Combine(directory, marker)));
            _frameworkDirectories.Add(directory, isFramework);
        }

        return isFramework && (directory != Path.GetDirectoryName(Source.Main) || (Find(assembly) is { } file && FrameworkKeys.Contains(file.PublicKeyToken)));
    }

    private DefinedType? LocateInCoreLibrary(string fullName)
    {
        foreach (var assembly in CoreLibraries)
        {
            if (Locate(assembly, fullName) is { } type)
            {
                return type;
            }
        }

        return null;
    }

    private DefinedType? Locate(string assembly, string fullName)
    {
        // A forwarder that leads back to itself would be a broken framework; the bound turns it into "not found".
        for (var hops = 0; hops < 8; hops++)
        {
            if (Find(assembly) is not { } file)
            {
                return null;
            }

            if (file.Find(fullName) is { } type)
            {
                return type;
            }

            if (file.ForwardedTo(fullName) is not { } target)
            {
                return null;
            }

            assembly = target;
        }

        return null;
    }

    private AssemblyImage OpenProject(string name)
    {
        var path = _paths[name];
        if (!File.Exists(path))
        {
            throw new TangoException(Descriptors.AssemblyNotFound.Of(DiagnosticSubject.None, path));
        }

        return Find(name) ?? throw new BadImageFormatException($"'{path}' is not a managed assembly.", path);
    }

    private AssemblyImage? Open(string path)
    {
        var stamp = FileStamp.Of(path);
        var file = !stamp.Exists ? null : AssemblyImage.Open(path, this, withCode: IsProject(Path.GetFileNameWithoutExtension(path)));
        _looked.Add(new RememberedFile(path, stamp, file?.Mvid ?? Guid.Empty));
        if (file is not null)
        {
            _opened.Add(file);
        }

        return file;
    }
}
