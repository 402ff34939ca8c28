using System.Collections.Immutable;

namespace Tango.Reports.Layout;

/// <summary>
/// A graph in layers from left to right, so that its edges can be drawn without crossing a box: an edge over several layers has a bend in each layer between, which gets a place
/// of its own there. Long edges of one kind that leave one box share their bends, as one trunk from which they branch off. Deterministic.
/// </summary>
internal sealed class LayeredGraph
{
    private LayeredGraph(int boxCount, ImmutableArray<Route> routes, ImmutableArray<Trunk> trunks, int[] layerOf, List<int>[] before, List<int>[] after)
    {
        BoxCount = boxCount;
        Routes = routes;
        Trunks = trunks;
        Before = before;
        After = after;
        Layers = LayerOrder.Arrange(layerOf, before, after);
    }

    /// <summary>How many boxes there are. Vertices below it are boxes, those from it on are bends.</summary>
    public int BoxCount { get; }

    /// <summary>The vertices of each layer, from top to bottom.</summary>
    public ImmutableArray<ImmutableArray<int>> Layers { get; }

    /// <summary>The way of each arrow, in their order.</summary>
    public ImmutableArray<Route> Routes { get; }

    /// <summary>The shared ways of long edges.</summary>
    public ImmutableArray<Trunk> Trunks { get; }

    /// <summary>For each vertex, those in the layer before that it is linked to.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Before { get; }

    /// <summary>For each vertex, those in the layer after it that it is linked to.</summary>
    public IReadOnlyList<IReadOnlyList<int>> After { get; }

    /// <summary>Whether a vertex is a bend.</summary>
    public bool IsBend(int vertex) => vertex >= BoxCount;

    /// <summary>The way of an arrow: adjacent vertices from left to right. It may begin at a bend, where it leaves the trunk that another arrow of its box draws.</summary>
    /// <param name="IsBackwards">Whether the arrow points to the left, which happens in graphs with circles only.</param>
    internal sealed record Route(ImmutableArray<int> Vertices, bool IsBackwards);

    /// <summary>Bends in adjacent layers.</summary>
    /// <param name="Box">The box that it leaves.</param>
    /// <param name="IsOrderOnly">The kind of its edges.</param>
    /// <param name="First">The vertex that is its first bend; the others follow.</param>
    /// <param name="Count">How many bends it has.</param>
    internal sealed record Trunk(int Box, bool IsOrderOnly, int First, int Count);

    /// <summary>Arranges boxes in layers. Arrows against the order of the boxes count as if they led the other way.</summary>
    /// <param name="boxCount">How many boxes there are; each should come after those that it depends on.</param>
    public static LayeredGraph Of(int boxCount, ImmutableArray<PlanDiagram.Arrow> arrows)
    {
        var layers = LayersOf(boxCount, arrows);
        return WithRoutes(boxCount, arrows, layers);
    }

    /// <summary>How many bends a graph has, which may be far more than it has arrows.</summary>
    public static long CountBends(int boxCount, ImmutableArray<PlanDiagram.Arrow> arrows)
    {
        var layers = LayersOf(boxCount, arrows);
        return arrows.GroupBy(arrow => (Left(arrow), arrow.IsOrderOnly)).Sum(group => (long)group.Max(arrow => layers[Right(arrow)]) - layers[group.Key.Item1] - 1);
    }

    // The longest path to a box. A box that depends on nothing moves to the first that needs it, which makes its edges short.
    private static int[] LayersOf(int boxCount, ImmutableArray<PlanDiagram.Arrow> arrows)
    {
        var layers = new int[boxCount];
        var (from, to) = (arrows.ToLookup(Left, Right), arrows.ToLookup(Right, Left));
        for (var box = 0; box < boxCount; box++)
            layers[box] = to[box].Select(before => layers[before] + 1).DefaultIfEmpty(0).Max();

        for (var box = boxCount - 1; box >= 0; box--)
        {
            if (!to[box].Any() && from[box].Any())
                layers[box] = from[box].Min(after => layers[after]) - 1;
        }

        return layers;
    }

    private static LayeredGraph WithRoutes(int boxCount, ImmutableArray<PlanDiagram.Arrow> arrows, int[] layers)
    {
        var vertices = layers.ToList();
        var trunks = ImmutableArray.CreateBuilder<Trunk>();
        var routes = new Route[arrows.Length];
        foreach (var group in Enumerable.Range(0, arrows.Length).GroupBy(index => (Box: Left(arrows[index]), arrows[index].IsOrderOnly)))
        {
            var farthest = group.MaxBy(index => layers[Right(arrows[index])]);
            var bends = layers[Right(arrows[farthest])] - layers[group.Key.Box] - 1;
            var trunk = new Trunk(group.Key.Box, group.Key.IsOrderOnly, vertices.Count, bends);
            vertices.AddRange(Enumerable.Range(layers[trunk.Box] + 1, bends));
            if (bends > 0)
                trunks.Add(trunk);

            foreach (var index in group)
                routes[index] = new Route(Way(trunk, Right(arrows[index]), layers, isWhole: index == farthest), arrows[index].From > arrows[index].To);
        }

        var (before, after) = Link(vertices.Count, routes);
        return new LayeredGraph(boxCount, [.. routes], trunks.ToImmutable(), [.. vertices], before, after);
    }

    private static ImmutableArray<int> Way(Trunk trunk, int right, int[] layers, bool isWhole)
    {
        var bends = layers[right] - layers[trunk.Box] - 1;
        return isWhole || bends == 0
            ? [trunk.Box, .. Enumerable.Range(trunk.First, bends), right]
            : [trunk.First + bends - 1, right];
    }

    private static (List<int>[] Before, List<int>[] After) Link(int count, Route[] routes)
    {
        var (before, after) = (new List<int>[count], new List<int>[count]);
        for (var vertex = 0; vertex < count; vertex++)
            (before[vertex], after[vertex]) = ([], []);

        foreach (var route in routes)
        {
            for (var place = 1; place < route.Vertices.Length; place++)
            {
                after[route.Vertices[place - 1]].Add(route.Vertices[place]);
                before[route.Vertices[place]].Add(route.Vertices[place - 1]);
            }
        }

        return (before, after);
    }

    private static int Left(PlanDiagram.Arrow arrow) => Math.Min(arrow.From, arrow.To);

    private static int Right(PlanDiagram.Arrow arrow) => Math.Max(arrow.From, arrow.To);
}
