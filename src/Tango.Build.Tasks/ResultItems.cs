using System.Collections.Immutable;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace Tango.Build.Tasks;

/// <summary>Outcomes of steps as items of the build.</summary>
internal sealed class ResultItems
{
    private readonly ImmutableArray<StepOutcome> _steps;
    private readonly string _outputDirectory;

    /// <summary>Makes items of outcomes.</summary>
    /// <param name="steps">The outcomes.</param>
    /// <param name="outputDirectory">The folder that the project's program runs from.</param>
    public ResultItems(ImmutableArray<StepOutcome> steps, string outputDirectory)
    {
        _steps = steps.IsDefault ? [] : steps;
        _outputDirectory = outputDirectory;
    }

    /// <summary><c>TangoResult</c>: one item per step.</summary>
    public ITaskItem[] Results()
    {
        var items = new ITaskItem[_steps.Length];
        for (var i = 0; i < items.Length; i++)
            items[i] = Result(_steps[i]);

        return items;
    }

    /// <summary>One item per file at which a result was made available.</summary>
    public ITaskItem[] Exports()
    {
        var items = new List<ITaskItem>();
        foreach (var step in _steps)
        {
            foreach (var path in step.ExportedFiles)
                items.Add(new TaskItem(Escaping.Escape(path)));
        }

        return [.. items];
    }

    /// <summary>Those that are to be items of the build.</summary>
    public ITaskItem[] ExportedItems()
    {
        var items = new List<ITaskItem>();
        foreach (var step in _steps)
        {
            if (step.ExportItem is not { } itemType)
                continue;

            foreach (var path in step.ExportedFiles)
                items.Add(Exported(path, itemType));
        }

        return [.. items];
    }

    private static TaskItem Result(StepOutcome step)
    {
        var item = new TaskItem(Escaping.Escape(step.Name));
        Set(item, Names.Metadata.UniqueId, step.UniqueId);
        Set(item, Names.Metadata.State, StateText.Of(step.State));
        Set(item, Names.Metadata.Path, step.Path);
        Set(item, Names.Metadata.Duration, step.Duration.ToString("c"));
        Set(item, Names.Metadata.Format, step.Format);
        Set(item, Names.Metadata.ExportedTo, step.ExportedTo ?? "");
        return item;
    }

    // A file beside the program keeps its place there when the program is published.
    private TaskItem Exported(string path, string itemType)
    {
        var item = new TaskItem(Escaping.Escape(path));
        Set(item, Names.Metadata.ExportItem, itemType);
        var place = PlaceInProgram(path);
        Set(item, Names.WellKnownMetadata.Link, place);
        if (itemType.Equals(Names.Items.Content, StringComparison.OrdinalIgnoreCase))
        {
            Set(item, Names.WellKnownMetadata.TargetPath, place);
            item.SetMetadata(Names.WellKnownMetadata.CopyToPublishDirectory, Names.WellKnownMetadata.PreserveNewest);
        }

        return item;
    }

    private string PlaceInProgram(string path)
    {
        var place = Path.GetRelativePath(_outputDirectory, path);
        return place.StartsWith("..", StringComparison.Ordinal) || Path.IsPathRooted(place) ? Path.GetFileName(path) : place;
    }

    private static void Set(TaskItem item, string name, string value) => item.SetMetadata(name, Escaping.Escape(value));
}
