using System.Reflection;

namespace Tango.Steps.Loaded;

/// <summary>The assemblies of the running program, told apart as a build tells them: the user's own projects, packages, the framework.</summary>
internal static class ProcessAssemblies
{
    // What the host gave the program; the framework's own deps.json follow the program's in the list.
    private const string DependencyFiles = "APP_CONTEXT_DEPS_FILES";
    private const string PlatformAssemblies = "TRUSTED_PLATFORM_ASSEMBLIES";

    private static readonly Lazy<StepAssemblies?> Found = new(Find);

    /// <summary>The full paths of every assembly the program may load by name.</summary>
    public static IReadOnlyList<string> Paths { get; } = ListOf(PlatformAssemblies, Path.PathSeparator);

    /// <summary>The program's assemblies; null when none of the user's has a file, as in a program published as a single file.</summary>
    public static StepAssemblies? Program => Found.Value;

    /// <summary>The assemblies as they are for one that the program loaded by path: a plug-in, say.</summary>
    /// <param name="path">Its full path.</param>
    public static StepAssemblies For(string path) => new(path)
    {
        References = [.. Paths, .. Directory.GetFiles(Path.GetDirectoryName(path)!, "*.dll")],
        ProjectAssemblies = Program is { } program ? program.ProjectAssemblies.Insert(0, program.Main) : [],
        PackageVersions = Program?.PackageVersions ?? new Dictionary<string, string>(),
    };

    private static StepAssemblies? Find()
    {
        var byName = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var path in Paths)
        {
            byName.TryAdd(Path.GetFileNameWithoutExtension(path), path);
        }

        var dependencies = ListOf(DependencyFiles, ';') is [var file, ..] && File.Exists(file) ? DependencyFile.Read(file) : null;
        var projects = dependencies?.Projects ?? [Assembly.GetEntryAssembly()?.GetName().Name ?? ""];
        var own = projects.Where(byName.ContainsKey).Select(name => byName[name]).ToList();
        return own.Count == 0 ? null : new StepAssemblies(own[0])
        {
            References = [.. Paths],
            ProjectAssemblies = [.. own.Skip(1).Where(path => path != typeof(Step).Assembly.Location)],
            PackageVersions = dependencies?.Packages ?? new Dictionary<string, string>(),
        };
    }

    private static string[] ListOf(string name, char separator) =>
        (AppContext.GetData(name) as string ?? "").Split(separator, StringSplitOptions.RemoveEmptyEntries);
}
