using System.Collections.Immutable;
using Tango.Execution.Plans;
using Tango.IO;

namespace Tango.Execution.Slurm.Nodes;

/// <summary>Where a node with a file system of its own has the files of the machine that builds: below a folder that the job makes, as relative paths with <c>/</c>.</summary>
internal sealed class NodePaths
{
    /// <summary>The folder for the files of the project.</summary>
    public const string Project = "project";

    /// <summary>The folder for files that the host reads and that are in no program's folder.</summary>
    public const string Host = "host";

    /// <summary>The folder for assemblies of packages that are not beside the program.</summary>
    public const string Packages = "packages";

    /// <summary>The folder for the worker.</summary>
    public const string Worker = "worker";

    /// <summary>The folder for the assembly that opens the store, with its libraries.</summary>
    public const string Store = "store";

    private readonly string? _project;

    /// <param name="plan">The plan, with the paths of the machine that builds.</param>
    public NodePaths(ExecutionPlan plan)
    {
        _project = Path.GetDirectoryName(plan.ProjectFile);
        Programs = [.. plan.AdditionalAssemblies.Append(plan.Assembly).OfType<string>().Select(path => Path.GetDirectoryName(path)!).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The folders of the programs on the machine that builds.</summary>
    public ImmutableArray<string> Programs { get; }

    /// <summary>The folder of one of them on a node.</summary>
    public static string ProgramAt(int index) => TextLimits.Format($"program/{index}");

    /// <summary>Where a file beside the assembly that opens the store is.</summary>
    /// <param name="library">Full path of the assembly.</param>
    /// <param name="path">Full path of the file, below the assembly's folder.</param>
    public static string OfStore(string library, string path) => $"{Store}/{RelativeTo(Path.GetDirectoryName(library)!, path)}";

    /// <summary>Where a file of a program is; null if it is in none of their folders.</summary>
    public string? InProgram(string path)
    {
        for (var index = 0; index < Programs.Length; index++)
        {
            if (RelativeTo(Programs[index], path) is { } relative)
                return $"{ProgramAt(index)}/{relative}";
        }

        return null;
    }

    /// <summary>Where an input file, or the project's file, is. Files outside of the project keep their places among each other.</summary>
    public string OfInput(string path) => _project is not null && RelativeTo(_project, path) is { } relative
        ? $"{Project}/{relative}"
        : $"outside/{WithoutRoot(path)}";

    // Of a drive its letter stays.
    private static string WithoutRoot(string path)
    {
        var root = Path.GetPathRoot(path)!;
        var drive = string.Concat(root.Where(char.IsLetterOrDigit));
        return Path.Combine(drive, path[root.Length..]).Replace(Path.DirectorySeparatorChar, '/');
    }

    private static string? RelativeTo(string folder, string path) => PathComparison.IsIn(path, folder) ? Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/') : null;
}
