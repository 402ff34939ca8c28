using Tango.Diagnostics;

namespace Tango.Graph.Binding;

/// <summary>Sorts steps so that each comes after those it depends on.</summary>
internal static class DependencyOrder
{
    /// <summary>The order; steps on a cycle are reported once, with the path.</summary>
    public static List<StepDraft> Sort(IReadOnlyList<StepDraft> drafts, List<Diagnostic> diagnostics)
    {
        var order = new List<StepDraft>(drafts.Count);
        var isOpen = new Dictionary<StepDraft, bool>(drafts.Count);
        var path = new List<StepDraft>();
        PostOrder.Walk(drafts, Enter, Leave);
        return order;

        IEnumerable<StepDraft>? Enter(StepDraft draft)
        {
            if (isOpen.TryAdd(draft, true))
            {
                path.Add(draft);
                return draft.Inputs.Concat(draft.OrderOnly);
            }

            if (isOpen[draft])
                diagnostics.Add(Cycle(path[path.LastIndexOf(draft)..]));
            return null;
        }

        void Leave(StepDraft draft)
        {
            isOpen[draft] = false;
            path.RemoveAt(path.Count - 1);
            order.Add(draft);
        }
    }

    private static Diagnostic Cycle(List<StepDraft> cycle)
    {
        var first = cycle[0];
        var second = cycle.Count > 1 ? cycle[1] : first;
        var argument = first.References.FirstOrDefault(reference => reference.Target == second)?.Argument;
        return Descriptors.CircularDependency.Create(
            argument is null ? first.Subject : first.SubjectOf(argument),
            NameList.Path([.. cycle.Append(first).Select(draft => draft.Name)]));
    }
}
