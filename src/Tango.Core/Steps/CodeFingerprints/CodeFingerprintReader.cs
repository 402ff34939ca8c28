using Tango.Steps.CodeFingerprints;
using Tango.Steps.Metadata;

namespace Tango.Steps;

/// <summary>Computes the entries of a step's code fingerprint, which show the changed methods.</summary>
internal static class CodeFingerprintReader
{
    /// <summary>Computes a step's fingerprint again, with its entries; null if the assemblies do not contain the step.</summary>
    /// <param name="stepFullName">The step's full name, as <see cref="StepType.FullName"/>.</param>
    /// <exception cref="TangoException">One of the user's assemblies does not exist.</exception>
    public static CodeFingerprint? Explain(StepAssemblies assemblies, string stepFullName) =>
        Explain(assemblies, new HashSet<string>(StringComparer.Ordinal) { stepFullName }).GetValueOrDefault(stepFullName);

    /// <summary>Computes the fingerprints of several steps again, with their entries: code that they share is read once.</summary>
    /// <returns>By full name; names that are not in the assemblies are left out.</returns>
    internal static Dictionary<string, CodeFingerprint> Explain(StepAssemblies assemblies, IReadOnlySet<string> stepFullNames)
    {
        var found = new Dictionary<string, CodeFingerprint>(StringComparer.Ordinal);
        using var set = new AssemblySet(assemblies);
        var hierarchy = new TypeHierarchy(set);
        var discovery = new StepDiscovery(hierarchy);
        var graph = new CodeGraph(set);
        var factory = new StepTypeFactory(set, hierarchy, discovery, graph);
        foreach (var candidate in set.StepSources.SelectMany(discovery.Find).Where(candidate => stepFullNames.Contains(candidate.FullName)))
        {
            if (factory.MethodOf(candidate) is { } method)
                found.TryAdd(candidate.FullName, graph.Explain(new CodeRoots(candidate.Type, method, discovery.StepBaseOf(candidate.Type))));
        }

        return found;
    }
}
