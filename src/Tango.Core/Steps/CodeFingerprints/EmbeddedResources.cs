using System.Security.Cryptography;
using Tango.Steps.Metadata;

namespace Tango.Steps.CodeFingerprints;

/// <summary>The embedded resources of the user's assemblies and of their satellite assemblies.</summary>
internal sealed class EmbeddedResources(AssemblySet assemblies)
{
    private readonly Dictionary<AssemblyImage, List<CodeEntry>> _own = [];
    private readonly Dictionary<AssemblyImage, List<CodeEntry>> _satellites = [];

    /// <summary>Whether an assembly has embedded resources.</summary>
    internal static bool Has(AssemblyImage assembly) =>
        assembly.Reader.ManifestResources.Any(handle => !IsForCompilers(assembly.Reader.GetString(assembly.Reader.GetManifestResource(handle).Name)));

    /// <summary>The resources of several assemblies by name and content. The assembly's name counts only if two assemblies have resources of the same name.</summary>
    internal IEnumerable<CodePart> PartsOf(IReadOnlyCollection<AssemblyImage> images)
    {
        var all = images.SelectMany(image => ResourcesOf(image).Select(resource => new Found(image.Name, resource))).ToList();
        var owners = all.CountBy(found => found.Resource.Name, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        return all.Select(found => CodePart.Create(
            CodePart.Resource, found.Resource.Name, found.Resource.Name, found.Resource.Hash, owners[found.Resource.Name] > 1 ? found.Image : ""));
    }

    private IEnumerable<CodeEntry> ResourcesOf(AssemblyImage image)
    {
        if (!_own.TryGetValue(image, out var own))
        {
            _own.Add(image, own = [.. Read(image), .. RulesOf(image)]);
            _satellites.Add(image, [.. SatellitesOf(image)]);
        }

        return own.Concat(_satellites[image]);
    }

    // The rules by which satellite assemblies are found, and in which order.
    private static IEnumerable<CodeEntry> RulesOf(AssemblyImage image)
    {
        foreach (var name in new[] { "NeutralResourcesLanguageAttribute", "SatelliteContractVersionAttribute" })
        {
            if (image.FindAttribute(image.Reader.GetAssemblyDefinition().GetCustomAttributes(), "System.Resources", name) is { } attribute)
                yield return new(name[..^"Attribute".Length], Convert.ToHexStringLower(image.Reader.GetBlobBytes(attribute.Value)));
        }
    }

    private List<CodeEntry> SatellitesOf(AssemblyImage image)
    {
        var found = new List<CodeEntry>();
        foreach (var path in assemblies.Files.Find(Path.GetDirectoryName(image.Path)!, $"*/{image.Name}.resources.dll"))
        {
            if (assemblies.Files.ContentOf(path) is not null && AssemblyImage.Open(path, assemblies, withCode: true) is { } satellite)
            {
                using (satellite)
                    found.AddRange(Read(satellite));
            }
        }

        return found;
    }

    private static List<CodeEntry> Read(AssemblyImage image)
    {
        var found = new List<CodeEntry>();
        foreach (var resource in image.Reader.ManifestResources.Select(image.Reader.GetManifestResource))
        {
            // Linked resources are separate files, which .NET does not load.
            var name = image.Reader.GetString(resource.Name);
            if (resource.Implementation.IsNil && !IsForCompilers(name))
                found.Add(new(name, Convert.ToHexStringLower(SHA256.HashData(image.ResourceAt(resource.Offset)))));
        }

        return found;
    }

    // F#'s data for compilers that refer to the assembly, which changes with every edit.
    private static bool IsForCompilers(string name) =>
        name.StartsWith("FSharpSignature", StringComparison.Ordinal) || name.StartsWith("FSharpOptimization", StringComparison.Ordinal);

    private sealed record Found(string Image, CodeEntry Resource);
}
