using System.Collections.Immutable;

namespace Tango.Reports.Layout;

/// <summary>Orders the vertices of each layer so that few edges cross: in several sweeps each vertex moves to the mean place of those it is linked to, and the best order is kept.</summary>
internal sealed class LayerOrder
{
    private const int Sweeps = 12;

    private readonly IReadOnlyList<int>[] _before;
    private readonly IReadOnlyList<int>[] _after;
    private readonly int[][] _layers;
    private readonly int[] _place;

    private LayerOrder(int[] layerOf, IReadOnlyList<int>[] before, IReadOnlyList<int>[] after)
    {
        (_before, _after) = (before, after);
        _place = new int[layerOf.Length];
        var layers = Enumerable.Range(0, layerOf.Length).ToLookup(vertex => layerOf[vertex]);
        _layers = [.. Enumerable.Range(0, layers.Count).Select(layer => layers[layer].ToArray())];
        foreach (var layer in _layers)
            Number(layer);
    }

    /// <summary>The vertices of each layer, from top to bottom.</summary>
    public static ImmutableArray<ImmutableArray<int>> Arrange(int[] layerOf, IReadOnlyList<int>[] before, IReadOnlyList<int>[] after) =>
        new LayerOrder(layerOf, before, after).Sweep();

    private ImmutableArray<ImmutableArray<int>> Sweep()
    {
        var (best, fewest) = (Copy(), CountCrossings());
        for (var sweep = 0; sweep < Sweeps && fewest > 0; sweep++)
        {
            if (sweep % 2 == 0)
                SortAll(_layers, _before);
            else
                SortAll(_layers.Reverse(), _after);

            if (CountCrossings() is var crossings && crossings < fewest)
                (best, fewest) = (Copy(), crossings);
        }

        return best;
    }

    private void SortAll(IEnumerable<int[]> layers, IReadOnlyList<int>[] linked)
    {
        foreach (var layer in layers)
        {
            var keys = Array.ConvertAll(layer, vertex => (linked[vertex].Count == 0 ? _place[vertex] : linked[vertex].Average(other => _place[other]), _place[vertex]));
            Array.Sort(keys, layer);
            Number(layer);
        }
    }

    private void Number(int[] layer)
    {
        for (var place = 0; place < layer.Length; place++)
            _place[layer[place]] = place;
    }

    private ImmutableArray<ImmutableArray<int>> Copy() => [.. _layers.Select(layer => layer.ToImmutableArray())];

    private long CountCrossings() => _layers.Take(_layers.Length - 1).Select((layer, index) => CountCrossings(layer, _layers[index + 1].Length)).Sum();

    // Edges in the order of their left ends cross as often as their right ends are in the wrong order. A Fenwick tree counts those.
    private long CountCrossings(int[] left, int rightLength)
    {
        var tree = new int[rightLength + 1];
        var (crossings, seen) = (0L, 0);
        foreach (var vertex in left)
        {
            foreach (var other in _after[vertex])
                crossings += seen - CountUpTo(tree, _place[other]);

            foreach (var other in _after[vertex])
                Add(tree, _place[other]);

            seen += _after[vertex].Count;
        }

        return crossings;
    }

    private static int CountUpTo(int[] tree, int place)
    {
        var count = 0;
        for (var node = place + 1; node > 0; node -= node & -node)
            count += tree[node];

        return count;
    }

    private static void Add(int[] tree, int place)
    {
        for (var node = place + 1; node < tree.Length; node += node & -node)
            tree[node]++;
    }
}
