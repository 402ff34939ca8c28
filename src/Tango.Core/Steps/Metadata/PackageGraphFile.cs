using System.Text.Json;

namespace Tango.Steps.Metadata;

/// <summary>Reads the packages in <c>project.assets.json</c> and <c>deps.json</c>: both list, for each target, libraries with their files and dependencies.</summary>
internal static class PackageGraphFile
{
    // Marks a folder that is empty on purpose.
    private const string NoFile = "_._";

    private static readonly string[] OtherFiles = ["native", "resource", "resources", "runtimeTargets"];

    internal static IEnumerable<RuntimePackage> Read(JsonElement root, string target)
    {
        var libraries = root.GetProperty("libraries");
        var folders = MembersOf(root, "packageFolders").Select(folder => folder.Name).ToList();
        return TargetOf(root, target).Select(library => ReadLibrary(library, libraries, folders));
    }

    // A program's file contains the name of its target. A project's file has targets for each of its frameworks, with the name in the project or a more exact one, and for each of
    // its runtimes.
    private static IEnumerable<JsonProperty> TargetOf(JsonElement root, string target)
    {
        var targets = MembersOf(root, "targets").ToList();
        var name = root.TryGetProperty("runtimeTarget", out var own) ? own.GetProperty("name").GetString()! : target;
        var found = targets.Find(candidate => candidate.Name == name);
        if (found.Value.ValueKind == JsonValueKind.Undefined)
            found = targets.Find(candidate => IsFor(candidate.Name, name));

        if (found.Value.ValueKind == JsonValueKind.Undefined)
            found = targets.FirstOrDefault();

        return found.Value.ValueKind == JsonValueKind.Object ? found.Value.EnumerateObject() : (IEnumerable<JsonProperty>)[];
    }

    private static bool IsFor(string candidate, string name)
    {
        var parts = candidate.Split('/');
        var wanted = name.Split('/');
        return parts[0].StartsWith(wanted[0], StringComparison.OrdinalIgnoreCase) && parts.AsSpan(1).SequenceEqual(wanted.AsSpan(1));
    }

    // Projects only lead to packages: their own code is read from their assemblies.
    private static RuntimePackage ReadLibrary(JsonProperty library, JsonElement libraries, List<string> folders)
    {
        string[] needed = [.. MembersOf(library.Value, "dependencies").Select(dependency => dependency.Name)];
        var about = libraries.TryGetProperty(library.Name, out var found) ? found : default;
        return TextOf(about, "type") != "package"
            ? new RuntimePackage(library.Name, needed, [], HasOtherFiles: false, [])
            : new RuntimePackage(
                library.Name,
                needed,
                [.. FilesOf(library.Value, "runtime").Where(file => file.EndsWith(".dll", StringComparison.OrdinalIgnoreCase))],
                Array.Exists(OtherFiles, kind => FilesOf(library.Value, kind).Any()),
                TextOf(about, "path") is { } path ? folders.ConvertAll(folder => Path.Combine(folder, path)) : []);
    }

    private static IEnumerable<string> FilesOf(JsonElement library, string kind) =>
        MembersOf(library, kind).Select(file => file.Name).Where(file => !file.EndsWith(NoFile, StringComparison.Ordinal));

    private static string? TextOf(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var text) ? text.GetString() : null;

    private static IEnumerable<JsonProperty> MembersOf(JsonElement element, string name) =>
        element.TryGetProperty(name, out var members) && members.ValueKind == JsonValueKind.Object ? members.EnumerateObject() : (IEnumerable<JsonProperty>)[];
}
