using System.Text.Json;

namespace Tango.Steps.Loaded;

/// <summary>
/// What a program's <c>deps.json</c> says of its assemblies: which were built from the user's projects, the program's own first, and which came from which package.
/// </summary>
/// <param name="Projects">The simple names of assemblies of projects.</param>
/// <param name="Packages">By simple name: package and version, e.g. <c>CsvHelper/33.0.1</c>.</param>
/// <param name="PackageFiles">The packages' assemblies, relative to a folder of packages.</param>
internal sealed record DependencyFile(
    IReadOnlyList<string> Projects,
    IReadOnlyDictionary<string, string> Packages,
    IReadOnlyList<string> PackageFiles)
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">Full path.</param>
    public static DependencyFile Read(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        var root = document.RootElement;
        var projects = new List<string>();
        var packages = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var packageFiles = new List<string>();
        var libraries = root.GetProperty("libraries");
        foreach (var library in Target(root).EnumerateObject())
        {
            var isProject = libraries.TryGetProperty(library.Name, out var about) && about.GetProperty("type").GetString() == "project";
            foreach (var file in FilesOf(library.Value))
            {
                var assembly = Path.GetFileNameWithoutExtension(file);
                if (isProject)
                {
                    projects.Add(assembly);
                }
                else
                {
                    packages[assembly] = library.Name;
                    packageFiles.Add(Path.Combine(FolderOf(about), file));
                }
            }
        }

        return new DependencyFile(projects, packages, packageFiles);
    }

    /// <summary>The full paths of the projects' assemblies, which lie beside the file; Tango.Core, a project in its own repository, left out.</summary>
    /// <param name="path">The file's full path.</param>
    public IEnumerable<string> ProjectAssemblies(string path) => Projects
        .Where(name => !Metadata.AssemblySet.IsTangoCore(name))
        .Select(name => Beside(path, name))
        .Where(File.Exists);

    /// <summary>The full paths of the packages' assemblies: beside the file, or in the first folder of packages that has them.</summary>
    /// <param name="path">The file's full path.</param>
    /// <param name="packageFolders">The folders.</param>
    public IEnumerable<string> PackageAssemblies(string path, IReadOnlyList<string> packageFolders) => PackageFiles
        .Select(file => packageFolders
            .Select(folder => Path.Combine(folder, file))
            .Prepend(Beside(path, Path.GetFileNameWithoutExtension(file)))
            .FirstOrDefault(File.Exists))
        .OfType<string>();

    private static JsonElement Target(JsonElement root) =>
        root.GetProperty("targets").GetProperty(root.GetProperty("runtimeTarget").GetProperty("name").GetString()!);

    private static string Beside(string path, string assembly) => Path.Combine(Path.GetDirectoryName(path)!, assembly + ".dll");

    private static string FolderOf(JsonElement library) =>
        library.ValueKind == JsonValueKind.Object && library.TryGetProperty("path", out var folder) ? folder.GetString()! : "";

    private static IEnumerable<string> FilesOf(JsonElement library) =>
        library.TryGetProperty("runtime", out var files) ? files.EnumerateObject().Select(file => file.Name) : [];
}
