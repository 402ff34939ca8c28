using System.Text.Json;
using Tango.IO;

namespace Tango.Execution.Slurm.Nodes;

/// <summary>The files of packages that a program runs with, from its <c>deps.json</c>.</summary>
internal static class PackageAssets
{
    private static readonly string[] Groups = ["runtime", "native", "runtimeTargets", "resources"];

    /// <summary>Their paths below a folder of packages, with <c>/</c>.</summary>
    /// <param name="depsFile">Full path.</param>
    public static IEnumerable<string> In(string depsFile)
    {
        using var document = JsonDocument.Parse(SharedReading.ReadAllBytes(depsFile));
        var root = document.RootElement;
        var folders = root.GetProperty("libraries").EnumerateObject()
            .Where(library => library.Value.TryGetProperty("path", out _))
            .ToDictionary(library => library.Name, library => library.Value.GetProperty("path").GetString()!, StringComparer.Ordinal);
        var libraries = root.GetProperty("targets").EnumerateObject().SelectMany(target => target.Value.EnumerateObject()).Where(library => folders.ContainsKey(library.Name));
        return [.. libraries.SelectMany(library => AssetsOf(library.Value).Select(asset => $"{folders[library.Name]}/{asset}")).Distinct(StringComparer.Ordinal)];
    }

    private static IEnumerable<string> AssetsOf(JsonElement library) =>
        Groups.SelectMany(group => library.TryGetProperty(group, out var assets) ? assets.EnumerateObject().Select(asset => asset.Name) : []);
}
