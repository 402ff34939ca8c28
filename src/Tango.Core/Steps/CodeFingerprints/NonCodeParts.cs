using System.Reflection.Metadata;
using Tango.Steps.Metadata;

namespace Tango.Steps.CodeFingerprints;

/// <summary>Parts of a fingerprint other than the project's code: packages and foreign assemblies, embedded resources, files that the code names, switches of the runtime.</summary>
internal sealed class NonCodeParts(AssemblySet assemblies, NamedDependencies named)
{
    private readonly PackageVersions _packages = new(assemblies);
    private readonly EmbeddedResources _resources = new(assemblies);
    private readonly Dictionary<string, bool> _readers = new(StringComparer.Ordinal);
    private CodePart[]? _switches;

    /// <summary>The parts that belong to some code.</summary>
    /// <param name="start">The assembly in which the code starts.</param>
    /// <param name="used">The simple names of the foreign assemblies that it uses.</param>
    /// <param name="problems">Receives errors about the files that it names.</param>
    internal List<CodePart> Find(AssemblyImage start, IReadOnlyCollection<CodeNode> code, IEnumerable<string> used, List<string> problems)
    {
        var others = _packages.WithNeeded(used).ToList();
        var parts = _packages.PartsOf(others);
        parts.AddRange(code.Where(node => node.Kind == CodeNodeKind.NamedFiles).SelectMany(node => named.FilesOf(node, problems)));
        var own = code.Where(node => node.Handle.Kind != HandleKind.ModuleDefinition).Select(node => node.Assembly).ToHashSet();
        if (assemblies.IsProject(start.Name))
            own.Add(start);

        if (code.Any(node => node.Kind == CodeNodeKind.ResourceAccess) || (own.Any(EmbeddedResources.Has) && others.Exists(CanReadResources)))
            parts.AddRange(_resources.PartsOf(own));

        parts.AddRange(_switches ??= [.. RuntimeSwitches.PartsOf(assemblies)]);
        return parts;
    }

    private bool CanReadResources(string assembly)
    {
        if (!_readers.TryGetValue(assembly, out var can))
        {
            can = !AssemblySet.IsTangoCore(assembly) && ResourceAccess.IsGivenBy(assemblies.Find(assembly));
            _readers.Add(assembly, can);
        }

        return can;
    }
}
