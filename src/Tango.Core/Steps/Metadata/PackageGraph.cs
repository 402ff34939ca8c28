using System.Collections.Immutable;
using System.Text.Json;
using Tango.IO;

namespace Tango.Steps.Metadata;

/// <summary>
/// The packages that a project runs with, and their dependencies: from the file that NuGet writes when it restores the project (<c>project.assets.json</c>), or from a program's
/// <c>deps.json</c>. Compilers do not receive all of these packages, and get reference assemblies of some.
/// </summary>
internal sealed class PackageGraph
{
    private readonly Dictionary<string, RuntimePackage> _packages = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, RuntimePackage> _owners = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, IReadOnlyList<RuntimePackage>> _needed = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads files; if two contain the same package, the first is used.</summary>
    /// <param name="files">Reads them, and records those that do not exist.</param>
    /// <param name="paths">Their full paths.</param>
    /// <param name="target">The framework, and after a slash the runtime if there is one, for which a <c>project.assets.json</c> is read.</param>
    internal static PackageGraph Read(SideFiles files, ImmutableArray<string> paths, string target)
    {
        var graph = new PackageGraph();
        foreach (var path in paths.Where(path => files.ContentOf(path) is not null))
        {
            using var document = JsonDocument.Parse(SharedReading.ReadAllBytes(path));
            foreach (var package in PackageGraphFile.Read(document.RootElement, target))
                graph.Add(package);
        }

        return graph;
    }

    /// <summary>The package of an assembly when the project runs; null if there is none.</summary>
    internal RuntimePackage? OwnerOf(string assembly) => _owners.GetValueOrDefault(assembly);

    /// <summary>The full path of a package's assembly that is loaded when the project runs; null if unknown.</summary>
    internal string? PathOf(string assembly) => OwnerOf(assembly)?.PathOf(assembly);

    /// <summary>All packages that one needs, directly or through others. Without Tango's own, because ids contain their effects on results anyway.</summary>
    /// <param name="id">Name and version, e.g. <c>CsvHelper/33.0.1</c>.</param>
    internal IReadOnlyList<RuntimePackage> NeededBy(string id)
    {
        if (!_needed.TryGetValue(id, out var needed))
            _needed.Add(id, needed = Find(RuntimePackage.NameOf(id)));

        return needed;
    }

    private List<RuntimePackage> Find(string name)
    {
        var found = new List<RuntimePackage>();
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { name };
        var pending = new Stack<string>([name]);
        while (pending.TryPop(out var next))
        {
            foreach (var needed in _packages.TryGetValue(next, out var package) ? package.Needed : [])
            {
                if (seen.Add(needed) && !IsTangos(needed) && _packages.TryGetValue(needed, out var other))
                {
                    found.Add(other);
                    pending.Push(needed);
                }
            }
        }

        return found;
    }

    private void Add(RuntimePackage package)
    {
        if (_packages.TryAdd(package.Name, package))
        {
            foreach (var assembly in package.Assemblies)
                _owners.TryAdd(assembly, package);
        }
    }

    private static bool IsTangos(string package) => AssemblySet.IsTangoCore(package) || package.Equals("Tango.Build", StringComparison.OrdinalIgnoreCase);
}
