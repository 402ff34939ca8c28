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
        var item = new TaskItem(Escaping.Escape(step.Name));
        Set(item, Names.Metadata.UniqueId, step.UniqueId);
        Set(item, Names.Metadata.State, StateText.Format(step.State));
        Set(item, Names.Metadata.Path, step.Path);
        Set(item, Names.Metadata.Duration, step.Duration.ToString("c"));
        Set(item, Names.Metadata.Format, step.Format);
        if (step.ExportedTo is { } exportedTo)
            Set(item, Names.Metadata.ExportedTo, exportedTo);

        if (step.Reason is { } reason)
            Set(item, Names.Metadata.Reason, reason);

        return item;
    }

    private static void Set(TaskItem item, string name, string value) => item.SetMetadata(name, Escaping.Escape(value));
}
