using System.Globalization;
using Tango.Steps.Metadata;

namespace Tango.Steps.CodeFingerprints;

/// <summary>
/// The foreign assemblies and packages that a step's code uses, and those that they need. A package's assembly counts by the package's name and version, one that is referred to
/// by path by its content.
/// </summary>
internal sealed class PackageVersions(AssemblySet assemblies)
{
    private readonly Dictionary<string, CodePart> _parts = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string[]> _needed = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// The parts for assemblies, e.g. <c>package CsvHelper/33.0.1</c>, and for packages that theirs need without a reference: native libraries, or assemblies that are loaded by
    /// name.
    /// </summary>
    internal List<CodePart> PartsOf(IReadOnlyList<string> used)
    {
        var parts = new List<CodePart>(used.Count);
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var assembly in used)
        {
            parts.Add(PartOf(assembly));
            if (PackageOf(assembly) is { } package)
                seen.Add(package);
        }

        foreach (var package in seen.ToList())
        {
            foreach (var needed in assemblies.Packages.NeededBy(package))
            {
                if (seen.Add(needed.Id) && RunsWith(needed))
                    parts.Add(CodePart.Create(CodePart.Package, needed.Id, needed.Name, needed.Id));
            }
        }

        return parts;
    }

    /// <summary>The assemblies and all that they refer to, without the framework, in ordinal order.</summary>
    internal IEnumerable<string> WithNeeded(IEnumerable<string> used)
    {
        var all = new SortedSet<string>(used, StringComparer.Ordinal);
        var pending = new Stack<string>(all);
        while (pending.TryPop(out var assembly))
        {
            foreach (var needed in NeededBy(assembly))
            {
                if (all.Add(needed))
                    pending.Push(needed);
            }
        }

        return all;
    }

    // The packages of Tango.Core do not affect results: formats and their versions are in the identity anyway. Calls from a foreign assembly into a user's assembly are not
    // followed, so that assembly counts completely.
    private string[] NeededBy(string assembly)
    {
        if (!_needed.TryGetValue(assembly, out var needed))
        {
            needed = AssemblySet.IsTangoCore(assembly) || assemblies.Find(assembly) is not { } file
                ? []
                : [.. file.AssemblyReferences
                    .Select(reference => file.Reader.GetString(reference.Name))
                    .Where(name => !assemblies.IsFramework(name))];
            _needed.Add(assembly, needed);
        }

        return needed;
    }

    private CodePart PartOf(string assembly)
    {
        if (!_parts.TryGetValue(assembly, out var part))
        {
            part = PackageOf(assembly) is { } package ? CodePart.Create(CodePart.Package, package, assembly, package) : PartOfOther(assembly);
            _parts.Add(assembly, part);
        }

        return part;
    }

    private string? PackageOf(string assembly) => AssemblySet.IsTangoCore(assembly) ? null : assemblies.PackageOf(assembly);

    // The framework may contain a newer version of the same assembly.
    private bool RunsWith(RuntimePackage package) => package.HasOtherFiles || package.Assemblies.Any(assembly => !assemblies.IsFramework(assembly));

    private CodePart PartOfOther(string assembly)
    {
        // The effects of Tango.Core on results are in the identity anyway: its scheme, the formats and their versions. A new release alone does not change ids.
        if (AssemblySet.IsTangoCore(assembly))
            return CodePart.Create(CodePart.Package, assembly, assembly);

        if (assemblies.PathOf(assembly) is { } path && assemblies.Files.ContentOf(path) is { } content)
            return CodePart.Create(CodePart.Assembly, assembly, assembly, content);

        // The assembly of an unknown package.
        var version = assemblies.Opened.Select(file => file.ReferencedVersion(assembly)).FirstOrDefault(found => found is not null);
        return CodePart.Create(CodePart.Package, string.Create(CultureInfo.InvariantCulture, $"{assembly}/{version}"), assembly, version?.ToString() ?? "");
    }
}
