namespace Tango.Graph;

/// <summary>Visits items after those they depend on. Uses an explicit stack, because chains may have any length.</summary>
internal static class PostOrder
{
    /// <summary>Visits all reachable items.</summary>
    /// <param name="enter">Returns the items that one depends on; null to skip it, e.g. because it was visited.</param>
    /// <param name="leave">Called for each item that was not skipped, after all items it depends on.</param>
    public static void Walk<T>(IEnumerable<T> roots, Func<T, IEnumerable<T>?> enter, Action<T> leave)
    {
        // Two stacks instead of one of pairs, whose code would be compiled in every build.
        var path = new Stack<T>();
        var below = new Stack<IEnumerator<T>>();
        foreach (var root in roots)
        {
            Enter(root);
            while (below.TryPeek(out var next))
            {
                if (next.MoveNext())
                {
                    Enter(next.Current);
                    continue;
                }

                below.Pop();
                leave(path.Pop());
            }
        }

        void Enter(T item)
        {
            if (enter(item) is not { } others)
                return;

            path.Push(item);
            below.Push(others.GetEnumerator());
        }
    }
}
