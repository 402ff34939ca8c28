using Tango.Diagnostics;
using Tango.Steps.CodeFingerprints;
using Tango.Steps.Metadata;

namespace Tango.Steps;

/// <summary>Reads step types from compiled assemblies: parses their metadata, without loading or running them.</summary>
internal static class StepTypeReader
{
    /// <summary>
    /// Reads the step types of the project, of the projects that it refers to, and of packages, those of the project itself first. Errors in step types are in <see
    /// cref="StepTypeCatalog.Diagnostics"/>.
    /// </summary>
    /// <exception cref="TangoException">One of the user's assemblies does not exist.</exception>
    public static StepTypeCatalog Read(StepAssemblies assemblies)
    {
        using var set = new AssemblySet(assemblies);
        return Read(set);
    }

    internal static StepTypeCatalog Read(AssemblySet assemblies)
    {
        var hierarchy = new TypeHierarchy(assemblies);
        var discovery = new StepDiscovery(hierarchy);
        var factory = new StepTypeFactory(assemblies, hierarchy, discovery, new CodeGraph(assemblies));
        var types = new List<StepType>();
        var diagnostics = new List<Diagnostic>();
        foreach (var candidate in assemblies.StepSources.SelectMany(discovery.Find))
        {
            if (factory.Create(candidate, diagnostics) is { } type)
                types.Add(type);
        }

        return new StepTypeCatalog(types, diagnostics, [.. assemblies.StepSources.SelectMany(new FormatDiscovery(hierarchy).Find)]) { Sources = assemblies.Files.Stamped };
    }
}
