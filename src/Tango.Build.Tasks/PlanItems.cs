using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using Tango.Planning;

namespace Tango.Build.Tasks;

/// <summary>A plan as items.</summary>
internal static class PlanItems
{
    /// <summary>One item per step, each after those it depends on.</summary>
    public static ITaskItem[] From(Plan plan, string cacheDirectory)
    {
        var items = new ITaskItem[plan.Steps.Length];
        for (var i = 0; i < items.Length; i++)
            items[i] = Item(plan.Steps[i], cacheDirectory);

        return items;
    }

    private static TaskItem Item(PlannedStep step, string cacheDirectory)
    {
        var item = new TaskItem(Escaping.Escape(step.Node.Name));
        Set(item, Names.Metadata.UniqueId, step.Identity.UniqueId);
        Set(item, Names.Metadata.State, StateText.Format(step.Action));
        Set(item, Names.Metadata.Reason, step.ReasonText);
        SetList(item, Names.Metadata.Reasons, step.Reasons.Select(reason => reason.Kind.ToString()).Distinct());
        Set(item, Names.Metadata.Type, step.Node.Type.FullName);
        SetList(item, Names.Metadata.Depends, step.Node.Inputs.Concat(step.Node.OrderOnly).Select(input => input.Name));
        Set(item, Names.Metadata.Path, Path.Combine(cacheDirectory, step.Identity.UniqueId));
        Set(item, Names.Metadata.Format, step.Identity.Format.ToString());
        Set(item, Names.Metadata.Stored, step.IsCacheable ? "true" : "false");
        return item;
    }

    private static void Set(TaskItem item, string name, string value) => item.SetMetadata(name, Escaping.Escape(value));

    private static void SetList(TaskItem item, string name, IEnumerable<string> values) => item.SetMetadata(name, string.Join(';', values.Select(Escaping.Escape)));
}
