using System.Reflection;

namespace Tango.Steps.Loaded;

/// <summary>The assemblies of the running program, classified as in a build: the user's own projects, packages, the framework.</summary>
internal static class ProcessAssemblies
{
    // The files that the host passed to the program; those of the framework follow the program's in the list.
    private const string DependencyFiles = "APP_CONTEXT_DEPS_FILES";
    private const string PlatformAssemblies = "TRUSTED_PLATFORM_ASSEMBLIES";

    private static readonly Lazy<StepAssemblies?> Found = new(Find);

    /// <summary>The full paths of every assembly the program may load by name.</summary>
    public static IReadOnlyList<string> Paths { get; } = ListOf(PlatformAssemblies, Path.PathSeparator);

    /// <summary>The program's assemblies; null if none of the user's is a file, as in a program that is published as a single file.</summary>
    public static StepAssemblies? Program => Found.Value;

    /// <summary>The assemblies for one that the program loaded by path, e.g. a plug-in.</summary>
    /// <param name="path">Its full path.</param>
    public static StepAssemblies For(string path) => new(path)
    {
        References = [.. Paths, .. Directory.GetFiles(Path.GetDirectoryName(path)!, "*.dll")],
        ProjectAssemblies = Program is { } program ? program.ProjectAssemblies.Insert(0, program.Main) : [],
        PathReferences = Program?.PathReferences ?? [],
        PackageVersions = Program?.PackageVersions ?? new Dictionary<string, string>(),
        PackageGraphs = Program?.PackageGraphs ?? [],
        ProjectFolders = FoldersOf([path, .. Program is { } own ? own.ProjectAssemblies.Insert(0, own.Main) : []]),
        RuntimeConfigFiles = Program?.RuntimeConfigFiles ?? [],
    };

    private static StepAssemblies? Find()
    {
        var byName = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var path in Paths)
            byName.TryAdd(Path.GetFileNameWithoutExtension(path), path);

        var dependencies = ListOf(DependencyFiles, ';') is [var file, ..] && File.Exists(file) ? DependencyFile.Read(file) : null;
        var projects = dependencies?.Projects ?? [Assembly.GetEntryAssembly()?.GetName().Name ?? ""];
        var own = projects.Where(byName.ContainsKey).Select(name => byName[name]).ToList();
        return own.Count == 0 ? null : new StepAssemblies(own[0])
        {
            References = [.. Paths],
            ProjectAssemblies = [.. own.Skip(1).Where(path => path != typeof(Step).Assembly.Location)],
            PathReferences = [.. (dependencies?.ReferencedByPath ?? []).Where(byName.ContainsKey).Select(name => byName[name])],
            PackageVersions = dependencies?.Packages ?? new Dictionary<string, string>(),
            PackageGraphs = dependencies is null ? [] : [ListOf(DependencyFiles, ';')[0]],
            ProjectFolders = FoldersOf(own),
            RuntimeConfigFiles = [Path.ChangeExtension(own[0], ".runtimeconfig.json")],
        };
    }

    // A running program does not know the folder of its sources: the files that it needs are copied next to it.
    private static Dictionary<string, string> FoldersOf(IEnumerable<string> assemblies)
    {
        var folders = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var path in assemblies)
            folders.TryAdd(Path.GetFileNameWithoutExtension(path), Path.GetDirectoryName(path)!);

        return folders;
    }

    private static string[] ListOf(string name, char separator) =>
        (AppContext.GetData(name) as string ?? "").Split(separator, StringSplitOptions.RemoveEmptyEntries);
}
