namespace Tango.Graph;

/// <summary>Visits items after those they depend on. Uses an explicit stack, because chains may have any length.</summary>
internal static class PostOrder
{
    /// <summary>Visits all reachable items.</summary>
    /// <param name="enter">Returns the items that one depends on; null to skip it, e.g. because it was visited.</param>
    /// <param name="leave">Called for each item that was not skipped, after all items it depends on.</param>
    public static void Walk<T>(IEnumerable<T> roots, Func<T, IEnumerable<T>?> enter, Action<T> leave)
    {
        var path = new Stack<(T Item, IEnumerator<T> Below)>();
        foreach (var root in roots)
        {
            Enter(root);
            while (path.TryPeek(out var top))
            {
                if (top.Below.MoveNext())
                {
                    Enter(top.Below.Current);
                    continue;
                }

                path.Pop();
                leave(top.Item);
            }
        }

        void Enter(T item)
        {
            if (enter(item) is { } below)
                path.Push((item, below.GetEnumerator()));
        }
    }
}
