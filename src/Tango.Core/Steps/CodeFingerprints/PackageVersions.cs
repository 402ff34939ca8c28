using System.Globalization;
using Tango.Steps.Metadata;

namespace Tango.Steps.CodeFingerprints;

/// <summary>The packages behind the code of a step: those it uses and those they need, each by name and version.</summary>
internal sealed class PackageVersions(AssemblySet assemblies)
{
    private readonly Dictionary<string, string> _versions = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string[]> _needed = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The assembly's package and version, e.g. <c>CsvHelper/33.0.1</c>.</summary>
    internal string VersionOf(string assembly)
    {
        // What Tango.Core does to results is in the identity by itself: its scheme, the formats and their versions. A new release alone makes no new results.
        if (AssemblySet.IsTangoCore(assembly))
        {
            return assembly;
        }

        if (!_versions.TryGetValue(assembly, out var version))
        {
            version = assemblies.Source.PackageVersions.TryGetValue(assembly, out var package) ? package : AssemblyVersion(assembly);
            _versions.Add(assembly, version);
        }

        return version;
    }

    /// <summary>The assemblies and all that they refer to, the framework left out, in ordinal order.</summary>
    internal IEnumerable<string> WithNeeded(IEnumerable<string> used)
    {
        var all = new SortedSet<string>(used, StringComparer.Ordinal);
        var pending = new Stack<string>(all);
        while (pending.TryPop(out var assembly))
        {
            foreach (var needed in NeededBy(assembly))
            {
                if (all.Add(needed))
                {
                    pending.Push(needed);
                }
            }
        }

        return all;
    }

    // Tango.Core's own packages do not make results: formats and their versions are in the identity by themselves.
    private string[] NeededBy(string assembly)
    {
        if (!_needed.TryGetValue(assembly, out var needed))
        {
            needed = AssemblySet.IsTangoCore(assembly) || assemblies.Find(assembly) is not { } file
                ? []
                : [.. file.AssemblyReferences
                    .Select(reference => file.Reader.GetString(reference.Name))
                    .Where(name => !assemblies.IsFramework(name) && !assemblies.IsProject(name))];
            _needed.Add(assembly, needed);
        }

        return needed;
    }

    private string AssemblyVersion(string assembly)
    {
        var version = assemblies.Find(assembly)?.Version
            ?? assemblies.Opened.Select(file => file.ReferencedVersion(assembly)).FirstOrDefault(found => found is not null);
        return string.Create(CultureInfo.InvariantCulture, $"{assembly}/{version}");
    }
}
