using System.Collections.Immutable;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using Tango.Graph;
using Tango.IO;

namespace Tango.Build.Tasks;

/// <summary>
/// Collects the files that <c>dotnet watch</c> watches in addition to source: those in declarations of steps. It runs before the first build, so only the declarations are known.
/// </summary>
[MSBuildMultiThreadableTask]
public sealed class CollectTangoWatchItems : TangoTask
{
    /// <summary>The <c>TangoStep</c> items.</summary>
    [Required]
    public ITaskItem[] Steps { get; set; } = [];

    /// <summary>Overrides of arguments.</summary>
    public string? Overrides { get; set; }

    /// <summary>The engine's state directory.</summary>
    [Required]
    public string StateDirectory { get; set; } = "";

    /// <summary>Folders that builds write to: changes in them are not the user's.</summary>
    public string[] OutputDirectories { get; set; } = [];

    /// <summary>The files to watch.</summary>
    [Output]
    public ITaskItem[] Files { get; private set; } = [];

    /// <summary>Files that builds of this project write: not watched, even if a pattern includes them as source.</summary>
    [Output]
    public ITaskItem[] Exports { get; private set; } = [];

    private protected override void Run(CancellationToken cancellationToken)
    {
        var exports = ExportList.Load(Full(StateDirectory)).Files;
        var exported = exports.Select(file => file.Path).ToHashSet(PathComparison.Comparer);
        var outputs = OutputDirectories.Select(directory => Path.TrimEndingDirectorySeparator(Full(Native(directory))) + Path.DirectorySeparatorChar).ToList();
        var declarations = Declarations();
        Files = [.. FileSystemWork.Run(() => DeclaredFiles.Find(declarations, Path.GetDirectoryName(ProjectFile)!), cancellationToken)
            .Where(path => !exported.Contains(path) && !outputs.Exists(output => path.StartsWith(output, PathComparison.Kind)))
            .Select(path => new TaskItem(Escaping.Escape(path)))];
        Exports = ExportItems.All(exports);
    }

    private ImmutableArray<StepDeclaration> Declarations()
    {
        var declarations = DeclarationReader.Read(Steps, ProjectFile);
        try
        {
            return ArgumentOverrides.Apply(Overrides, declarations, ProjectFile);
        }
        catch (TangoException)
        {
            // The build reports their errors; the files are watched so that a correction starts a build.
            return declarations;
        }
    }

    private static string Native(string directory) => directory.Replace('\\', Path.DirectorySeparatorChar);
}
