using System.Text.Json;

namespace Tango.Steps.Loaded;

/// <summary>
/// What a program's <c>deps.json</c> says of its assemblies: which were built from the user's projects, the program's own first, and which came from which package.
/// </summary>
/// <param name="Projects">The simple names of assemblies of projects.</param>
/// <param name="Packages">By simple name: package and version, e.g. <c>CsvHelper/33.0.1</c>.</param>
internal sealed record DependencyFile(IReadOnlyList<string> Projects, IReadOnlyDictionary<string, string> Packages)
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">Full path.</param>
    public static DependencyFile Read(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        var root = document.RootElement;
        var projects = new List<string>();
        var packages = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var libraries = root.GetProperty("libraries");
        foreach (var library in Target(root).EnumerateObject())
        {
            var isProject = libraries.TryGetProperty(library.Name, out var about) && about.GetProperty("type").GetString() == "project";
            foreach (var assembly in AssembliesOf(library.Value))
            {
                if (isProject)
                {
                    projects.Add(assembly);
                }
                else
                {
                    packages[assembly] = library.Name;
                }
            }
        }

        return new DependencyFile(projects, packages);
    }

    private static JsonElement Target(JsonElement root) =>
        root.GetProperty("targets").GetProperty(root.GetProperty("runtimeTarget").GetProperty("name").GetString()!);

    private static IEnumerable<string> AssembliesOf(JsonElement library) =>
        library.TryGetProperty("runtime", out var files)
            ? files.EnumerateObject().Select(file => Path.GetFileNameWithoutExtension(file.Name))
            : [];
}
