using System.Collections;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using Tango.Planning;
using Tango.Runs;

namespace Tango.Build.Tasks;

/// <summary>Outcomes of steps as items of the build.</summary>
internal static class ResultItems
{
    /// <summary><c>TangoResult</c>: one item per step.</summary>
    public static ITaskItem[] From(IReadOnlyList<StepOutcome> steps)
    {
        var items = new ITaskItem[steps.Count];
        for (var i = 0; i < items.Length; i++)
            items[i] = Result(steps[i]);

        return items;
    }

    private static TaskItem Result(StepOutcome step)
    {
        // All at once: an item's metadata are an immutable tree, and each that is set later makes a part of it anew.
        var metadata = new Hashtable
        {
            [Names.Metadata.UniqueId] = Escaping.Escape(step.UniqueId),
            [Names.Metadata.State] = StateText.Format(step.State),
            [Names.Metadata.Path] = Escaping.Escape(step.Path),
            [Names.Metadata.Duration] = step.Duration.ToString("c"),
            [Names.Metadata.Format] = Escaping.Escape(step.Format),
        };
        if (step.ExportedTo is { } exportedTo)
            metadata[Names.Metadata.ExportedTo] = Escaping.Escape(exportedTo);

        if (step.Reason is { } reason)
            metadata[Names.Metadata.Reason] = Escaping.Escape(reason);

        return new TaskItem(Escaping.Escape(step.Name), metadata);
    }
}
