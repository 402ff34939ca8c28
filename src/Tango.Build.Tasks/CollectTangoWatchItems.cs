using System.Collections.Immutable;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using Tango.Diagnostics;
using Tango.Graph;
using Tango.IO;

namespace Tango.Build.Tasks;

/// <summary>Tells <c>dotnet watch</c> which files to watch besides source: those that steps name. It asks before the first build, so nothing but the declarations is known.</summary>
[MSBuildMultiThreadableTask]
public sealed class CollectTangoWatchItems : TangoTask
{
    /// <summary>The <c>TangoStep</c> items.</summary>
    [Required]
    public ITaskItem[] Steps { get; set; } = [];

    /// <summary>Arguments overridden from outside.</summary>
    public string? Overrides { get; set; }

    /// <summary>Where the engine keeps what it remembers.</summary>
    [Required]
    public string StateDirectory { get; set; } = "";

    /// <summary>Folders that builds write to: a change in them is a build's own.</summary>
    public string[] OutputDirectories { get; set; } = [];

    /// <summary>The files to watch.</summary>
    [Output]
    public ITaskItem[] Files { get; private set; } = [];

    /// <summary>Files that builds of this project write: not to be watched, though a pattern may have made source of them.</summary>
    [Output]
    public ITaskItem[] Exports { get; private set; } = [];

    private protected override void Run(CancellationToken cancellationToken)
    {
        var exports = ExportList.Load(Full(StateDirectory)).Files;
        var exported = exports.Select(file => file.Path).ToHashSet(PathComparison.Comparer);
        var outputs = OutputDirectories.Select(directory => Path.TrimEndingDirectorySeparator(Full(Native(directory))) + Path.DirectorySeparatorChar).ToList();
        Files = [.. DeclaredFiles.Find(Declarations(), Path.GetDirectoryName(ProjectFile)!)
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
            // The build says what is wrong with them, and is worth watching until it is right.
            return declarations;
        }
    }

    private static string Native(string directory) => directory.Replace('\\', Path.DirectorySeparatorChar);
}
