using Tango.Diagnostics;
using Tango.IO;

namespace Tango.Steps.Metadata;

/// <summary>A set of assemblies: opened on first use, types found across them. Not thread-safe.</summary>
internal sealed class AssemblySet : IDisposable
{
    internal const string TangoCore = "Tango.Core";

    // Every directory of a shared framework or of its reference assemblies contains one of these.
    private static readonly string[] FrameworkMarkers = ["System.Runtime.dll", "Microsoft.AspNetCore.dll", "WindowsBase.dll"];

    private static readonly string[] FrameworkKeys =
        ["b03f5f7f11d50a3a", "b77a5c561934e089", "cc7b13ffcd2ddd51", "7cec85d7bea7798e", "adb9793829ddae60", "31bf3856ad364e35"];

    private static readonly string[] CoreLibraries = ["System.Runtime", "System.Private.CoreLib", "netstandard", "mscorlib"];

    private readonly Dictionary<string, string> _paths = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, AssemblyImage?> _files = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _projects = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _byPath = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Dictionary<string, DefinedType?>> _resolved = new(StringComparer.Ordinal);
    private readonly Dictionary<string, bool> _framework = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, bool> _frameworkDirectories = new(StringComparer.Ordinal);
    private readonly List<AssemblyImage> _opened = [];
    private readonly List<StampedFile> _stamped = [];
    private PackageGraph? _packages;
    private List<AssemblyImage>? _stepSources;

    /// <summary>Opens the user's projects.</summary>
    /// <exception cref="TangoException">One of the user's assemblies does not exist.</exception>
    internal AssemblySet(StepAssemblies assemblies)
    {
        Source = assemblies;
        foreach (var path in assemblies.ProjectAssemblies.Insert(0, assemblies.Main))
        {
            var name = Path.GetFileNameWithoutExtension(path);
            if (_paths.TryAdd(name, path) && !IsTangoCore(name))
                _projects.Add(name);
        }

        foreach (var path in assemblies.References)
            _paths.TryAdd(Path.GetFileNameWithoutExtension(path), path);

        _byPath.UnionWith(assemblies.PathReferences.Select(path => Path.GetFileNameWithoutExtension(path)));
        Projects = [.. _projects.Select(OpenProject)];
    }

    internal StepAssemblies Source { get; }

    /// <summary>The user's own assemblies, the main one first. Without Tango.Core, even if it is a project reference: it counts as a package.</summary>
    internal IReadOnlyList<AssemblyImage> Projects { get; }

    /// <summary>Where step types are found: <see cref="Projects"/>, then the assemblies of packages that refer to Tango.Core, in the order of their names.</summary>
    internal IReadOnlyList<AssemblyImage> StepSources => _stepSources ??= [.. Projects, .. StepPackages()];

    /// <summary>Other files that are read for fingerprints.</summary>
    internal SideFiles Files { get; } = new();

    /// <summary>The packages that the project runs with. Read at first use: many projects use none.</summary>
    internal PackageGraph Packages => _packages ??= PackageGraph.Read(Files, Source.PackageGraphs, Source.PackageTarget);

    /// <summary>Every assembly opened so far.</summary>
    internal IReadOnlyList<AssemblyImage> Opened => _opened;

    /// <summary>Every file that was examined, including those that do not exist or are no assemblies: as long as they are unchanged, the result of the reading is still correct.</summary>
    internal IReadOnlyCollection<StampedFile> Stamped => _stamped;

    public void Dispose()
    {
        foreach (var file in _opened)
            file.Dispose();
    }

    internal static bool IsTangoCore(string assembly) => assembly.Equals(TangoCore, StringComparison.OrdinalIgnoreCase);

    internal bool IsProject(string assembly) => _projects.Contains(assembly);

    /// <summary>The full path of an assembly; null if unknown. For a package it is the one that runs: the one for compilers may not refer to everything that it needs.</summary>
    internal string? PathOf(string assembly) => _paths.TryGetValue(assembly, out var path) && (IsTangoCore(assembly) || !Source.PackageVersions.ContainsKey(assembly))
        ? path
        : Packages.PathOf(assembly) ?? path;

    /// <summary>The package and its version of an assembly, e.g. <c>CsvHelper/33.0.1</c>; null if there is none.</summary>
    internal string? PackageOf(string assembly) => Source.PackageVersions.TryGetValue(assembly, out var package) ? package
        : _paths.ContainsKey(assembly) ? null
        : Packages.OwnerOf(assembly)?.Id;

    /// <summary>
    /// Whether an assembly belongs to the framework. Decided by the files next to it, without opening it; in a self-contained application, where all files are in one directory,
    /// by its strong name.
    /// </summary>
    internal bool IsFramework(string assembly)
    {
        if (!_framework.TryGetValue(assembly, out var isFramework))
        {
            isFramework = !IsProject(assembly) && !IsTangoCore(assembly) && !_byPath.Contains(assembly)
                && PackageOf(assembly) is null && LooksLikeFramework(assembly);
            _framework.Add(assembly, isFramework);
        }

        return isFramework;
    }

    /// <summary>The assembly of a simple name; null if it is not among the references.</summary>
    internal AssemblyImage? Find(string assembly)
    {
        if (!_files.TryGetValue(assembly, out var file))
        {
            file = PathOf(assembly) is { } path ? Open(path) : null;
            _files.Add(assembly, file);
        }

        return file;
    }

    /// <summary>Finds the definition of a type, following forwarders; null if its assembly is not among the references.</summary>
    internal DefinedType? Resolve(TypeSignature.Named name)
    {
        if (!_resolved.TryGetValue(name.Assembly, out var known))
            _resolved.Add(name.Assembly, known = new Dictionary<string, DefinedType?>(StringComparer.Ordinal));

        if (!known.TryGetValue(name.FullName, out var type))
        {
            type = name.Assembly.Length > 0 ? Locate(name.Assembly, name.FullName) : LocateInCoreLibrary(name.FullName);
            known.Add(name.FullName, type);
        }

        return type;
    }

    private IEnumerable<AssemblyImage> StepPackages()
    {
        foreach (var name in Source.PackageVersions.Keys.Order(StringComparer.OrdinalIgnoreCase))
        {
            if (_paths.ContainsKey(name) && !IsProject(name) && !IsTangoCore(name) && Find(name) is { } file
                && file.AssemblyReferences.Any(reference => IsTangoCore(file.Reader.GetString(reference.Name))))
            {
                yield return file;
            }
        }
    }

    private bool LooksLikeFramework(string assembly)
    {
        if (!_paths.TryGetValue(assembly, out var path))
            return CoreLibraries.Contains(assembly) || assembly == "System" || assembly.StartsWith("System.", StringComparison.Ordinal);

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
                return type;
        }

        return null;
    }

    private DefinedType? Locate(string assembly, string fullName)
    {
        // A cyclic forwarder would be an error of the framework; the limit turns it into "not found".
        for (var hops = 0; hops < 8; hops++)
        {
            if (Find(assembly) is not { } file)
                return null;

            if (file.Find(fullName) is { } type)
                return type;

            if (file.ForwardedTo(fullName) is not { } target)
                return null;

            assembly = target;
        }

        return null;
    }

    private AssemblyImage OpenProject(string name)
    {
        var path = _paths[name];
        if (!File.Exists(path))
            throw new TangoException(Descriptors.AssemblyNotFound.Create(DiagnosticSubject.None, path));

        return Find(name) ?? throw new BadImageFormatException($"'{path}' is not a managed assembly.", path);
    }

    private AssemblyImage? Open(string path)
    {
        var stamp = FileStamp.Read(path);
        var file = !stamp.Exists ? null : AssemblyImage.Open(path, this, withCode: IsProject(Path.GetFileNameWithoutExtension(path)));
        _stamped.Add(new StampedFile(path, stamp, (file?.Mvid ?? Guid.Empty).ToString()));
        if (file is not null)
            _opened.Add(file);

        return file;
    }
}
