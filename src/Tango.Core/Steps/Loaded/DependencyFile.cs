using System.Text.Json;
using Tango.IO;

namespace Tango.Steps.Loaded;

/// <summary>The assemblies in a program's <c>deps.json</c>: those of the user's projects, the program's own first, those that are referred to by path, and those of packages.</summary>
/// <param name="Projects">The simple names of assemblies of projects, and of their references other than packages.</param>
/// <param name="ReferencedByPath">The simple names of assemblies that the program refers to by path.</param>
/// <param name="Packages">By simple name: package and version, e.g. <c>CsvHelper/33.0.1</c>.</param>
/// <param name="PackageFiles">The packages' assemblies, relative to a folder of packages.</param>
internal sealed record DependencyFile(
    IReadOnlyList<string> Projects,
    IReadOnlyList<string> ReferencedByPath,
    IReadOnlyDictionary<string, string> Packages,
    IReadOnlyList<string> PackageFiles)
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">Full path.</param>
    public static DependencyFile Read(string path)
    {
        using var document = JsonDocument.Parse(SharedReading.ReadAllBytes(path));
        var root = document.RootElement;
        var projects = new List<string>();
        var byPath = new List<string>();
        var packages = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var packageFiles = new List<string>();
        var target = Target(root);
        var direct = ReferencesOfProgram(target);
        foreach (var library in target.EnumerateObject())
        {
            var about = root.GetProperty("libraries").TryGetProperty(library.Name, out var found) ? found : default;
            foreach (var file in FilesOf(library.Value))
            {
                var assembly = Path.GetFileNameWithoutExtension(file);
                switch (TypeOf(about))
                {
                    case "package":
                        packages[assembly] = library.Name;
                        packageFiles.Add(Path.Combine(FolderOf(about), file));
                        break;
                    case "reference" when direct.Contains(NameOf(library.Name)):
                        byPath.Add(assembly);
                        break;
                    case "project" or "reference":
                        projects.Add(assembly);
                        break;
                }
            }
        }

        return new DependencyFile(projects, byPath, packages, packageFiles);
    }

    /// <summary>The full paths of the projects' assemblies, which are next to the file; without Tango.Core, which is a project in its own repository.</summary>
    /// <param name="path">The file's full path.</param>
    public IEnumerable<string> ProjectAssemblies(string path) => Projects
        .Where(name => !Metadata.AssemblySet.IsTangoCore(name))
        .Select(name => PathFor(path, name))
        .Where(File.Exists);

    /// <summary>The full paths of the assemblies that are referred to by path: their copies next to the file.</summary>
    /// <param name="path">The file's full path.</param>
    public IEnumerable<string> PathAssemblies(string path) => ReferencedByPath.Select(name => PathFor(path, name)).Where(File.Exists);

    /// <summary>The full paths of the packages' assemblies: next to the file, or in the first package folder that contains them.</summary>
    /// <param name="path">The file's full path.</param>
    public IEnumerable<string> PackageAssemblies(string path, IReadOnlyList<string> packageFolders) => PackageFiles
        .Select(file => packageFolders
            .Select(folder => Path.GetFullPath(file, folder))
            .Prepend(PathFor(path, Path.GetFileNameWithoutExtension(file)))
            .FirstOrDefault(File.Exists))
        .OfType<string>();

    private static JsonElement Target(JsonElement root) =>
        root.GetProperty("targets").GetProperty(root.GetProperty("runtimeTarget").GetProperty("name").GetString()!);

    // The program itself comes first.
    private static HashSet<string> ReferencesOfProgram(JsonElement target) =>
        target.EnumerateObject().FirstOrDefault() is { Value: { ValueKind: JsonValueKind.Object } program } && program.TryGetProperty("dependencies", out var dependencies)
            ? [.. dependencies.EnumerateObject().Select(dependency => dependency.Name)]
            : [];

    private static string NameOf(string library) => library[..library.IndexOf('/', StringComparison.Ordinal)];

    private static string TypeOf(JsonElement library) => library.ValueKind == JsonValueKind.Object ? library.GetProperty("type").GetString()! : "package";

    private static string PathFor(string path, string assembly) => Path.Combine(Path.GetDirectoryName(path)!, assembly + ".dll");

    private static string FolderOf(JsonElement library) =>
        library.ValueKind == JsonValueKind.Object && library.TryGetProperty("path", out var folder) ? folder.GetString()! : "";

    private static IEnumerable<string> FilesOf(JsonElement library) =>
        library.TryGetProperty("runtime", out var files) ? files.EnumerateObject().Select(file => file.Name) : [];
}
