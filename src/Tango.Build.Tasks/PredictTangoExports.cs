using Microsoft.Build.Framework;
using Tango.Graph.Exports;

namespace Tango.Build.Tasks;

/// <summary>
/// Predicts the exports of a project for those that refer to it: MSBuild collects them once, when it copies the project's outputs, and steps run after that. In a build these are
/// the declared exports; otherwise those of the last build.
/// </summary>
[MSBuildMultiThreadableTask]
public sealed class PredictTangoExports : TangoTask
{
    /// <summary>The <c>TangoStep</c> items.</summary>
    public ITaskItem[] Steps { get; set; } = [];

    /// <summary>The engine's state directory.</summary>
    [Required]
    public string StateDirectory { get; set; } = "";

    /// <summary>The project's assembly in its output folder.</summary>
    [Required]
    public string TargetAssembly { get; set; } = "";

    /// <summary>Whether all steps will run in this build.</summary>
    public bool StepsWillRun { get; set; }

    /// <summary>Files that exist, or will after a successful build, with their item type as metadata.</summary>
    [Output]
    public ITaskItem[] Predicted { get; private set; } = [];

    private protected override void Run(CancellationToken cancellationToken)
    {
        Predicted = ItemsOfExports(TargetAssembly, StateDirectory).Typed(StepsWillRun ? Declared() : LastExported.Present());
    }

    // Read only if a declared file does not exist yet.
    private ExportList LastExported => field ??= ExportList.Load(Full(StateDirectory));

    private List<ExportedFile> Declared()
    {
        var files = new List<ExportedFile>();
        foreach (var step in Steps)
        {
            var place = step.GetMetadata(Names.Metadata.ExportTo);
            var itemType = step.GetMetadata(Names.Metadata.ExportItem);
            if (itemType.Length == 0)
                continue;

            if (place.Length > 0)
                Add(files, step, place, itemType);
            else
                AddOutputs(files, step, itemType);
        }

        return files;
    }

    private void AddOutputs(List<ExportedFile> files, ITaskItem step, string itemType)
    {
        foreach (var output in step.GetMetadata(Names.Metadata.Outputs).Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            Add(files, step, output, itemType);
    }

    private void Add(List<ExportedFile> files, ITaskItem step, string place, string itemType)
    {
        var path = ExportPaths.FullPath(place, Path.GetDirectoryName(ProjectFile)!);
        if (File.Exists(path) || (WillBeFile(path) && !step.GetMetadata(Names.Metadata.OnlyIfNeeded).Equals("true", StringComparison.OrdinalIgnoreCase)))
            files.Add(new ExportedFile(path, step.ItemSpec, itemType));
    }

    // The files of a folder are known after the step has run. A path that is not a file would be an error in the projects that refer to this one.
    private bool WillBeFile(string path)
    {
        if (Path.EndsInDirectorySeparator(path) || path.Contains('*', StringComparison.Ordinal) || path.Contains('?', StringComparison.Ordinal))
            return false;

        return LastExported.Find(path) is not null || (Path.HasExtension(path) && !Directory.Exists(path) && !LastExported.ListsBelow(path));
    }
}
