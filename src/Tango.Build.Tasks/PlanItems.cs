using System.Collections;
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

    // All metadata at once, as in ResultItems.
    private static TaskItem Item(PlannedStep step, string cacheDirectory) => new(Escaping.Escape(step.Node.Name), new Hashtable
    {
        [Names.Metadata.UniqueId] = Escaping.Escape(step.Identity.UniqueId),
        [Names.Metadata.State] = StateText.Format(step.Action),
        [Names.Metadata.Reason] = Escaping.Escape(step.ReasonText),
        [Names.Metadata.Reasons] = List(step.Reasons.Select(reason => reason.Kind.ToString()).Distinct()),
        [Names.Metadata.Type] = Escaping.Escape(step.Node.Type.FullName),
        [Names.Metadata.Depends] = List(step.Node.Inputs.Concat(step.Node.OrderOnly).Select(input => input.Name)),
        [Names.Metadata.Path] = Escaping.Escape(Path.Combine(cacheDirectory, step.Identity.UniqueId)),
        [Names.Metadata.Format] = Escaping.Escape(step.Identity.Format.ToString()),
        [Names.Metadata.Stored] = step.IsCacheable ? "true" : "false",
    });

    private static string List(IEnumerable<string> values) => string.Join(';', values.Select(Escaping.Escape));
}
