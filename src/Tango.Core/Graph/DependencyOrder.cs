using Tango.Diagnostics;

namespace Tango.Graph;

/// <summary>Sorts steps so that each comes after those it depends on. Walks with a stack of its own: chains may be as long as they like.</summary>
internal static class DependencyOrder
{
    private enum Mark
    {
        New,
        Open,
        Done,
    }

    /// <summary>The order; steps on a cycle are reported once, with the path.</summary>
    public static List<StepDraft> Sort(IReadOnlyList<StepDraft> drafts, List<Diagnostic> diagnostics)
    {
        var order = new List<StepDraft>(drafts.Count);
        var marks = new Dictionary<StepDraft, Mark>(drafts.Count);
        var path = new Stack<(StepDraft Draft, int Next)>();
        foreach (var draft in drafts)
        {
            Visit(draft, marks, path, order, diagnostics);
        }

        return order;
    }

    private static void Visit(
        StepDraft start,
        Dictionary<StepDraft, Mark> marks,
        Stack<(StepDraft Draft, int Next)> path,
        List<StepDraft> order,
        List<Diagnostic> diagnostics)
    {
        Open(start);
        while (path.TryPop(out var top))
        {
            if (DependencyAt(top.Draft, top.Next) is not { } dependency)
            {
                marks[top.Draft] = Mark.Done;
                order.Add(top.Draft);
                continue;
            }

            path.Push((top.Draft, top.Next + 1));
            if (marks.GetValueOrDefault(dependency) == Mark.Open)
            {
                Report(dependency, path, diagnostics);
            }
            else
            {
                Open(dependency);
            }
        }

        void Open(StepDraft draft)
        {
            if (marks.TryAdd(draft, Mark.Open))
            {
                path.Push((draft, 0));
            }
        }
    }

    private static StepDraft? DependencyAt(StepDraft draft, int index)
    {
        if (index < draft.Inputs.Count)
        {
            return draft.Inputs[index];
        }

        index -= draft.Inputs.Count;
        return index < draft.OrderOnly.Count ? draft.OrderOnly[index] : null;
    }

    private static void Report(StepDraft first, Stack<(StepDraft Draft, int Next)> path, List<Diagnostic> diagnostics)
    {
        var cycle = path.Select(entry => entry.Draft).TakeWhile(draft => draft != first).Append(first).Reverse().ToList();
        var names = string.Join(" → ", cycle.Append(first).Select(draft => draft.Name));
        var (_, next) = path.Last(entry => entry.Draft == first);
        var argument = first.References.FirstOrDefault(reference => reference.Target == DependencyAt(first, next - 1))?.Argument;
        diagnostics.Add(Descriptors.CircularDependency.Of(
            argument is null ? first.Subject : first.SubjectOf(argument),
            names));
    }
}
