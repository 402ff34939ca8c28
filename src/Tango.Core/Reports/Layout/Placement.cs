using System.Collections.Immutable;

namespace Tango.Reports.Layout;

/// <summary>
/// The places of a layered graph's vertices. Vertices of a layer keep their order and their distances, and are as near as these allow to those they are linked to; bends more
/// so than boxes, which makes long edges straight.
/// </summary>
internal sealed class Placement
{
    private const double BoxHeight = DiagramSvg.BoxHeight;
    private const double BoxGap = 18;
    private const double BendGap = 12;
    private const double ColumnGap = 64;
    private const double BendWeight = 4;
    private const int Sweeps = 8;

    private readonly LayeredGraph _graph;
    private readonly double[] _y;

    /// <summary>Places vertices.</summary>
    /// <param name="widthOf">The width that a box needs; all of a layer are as wide as its widest.</param>
    /// <param name="margin">The space around all.</param>
    public Placement(LayeredGraph graph, Func<int, double> widthOf, double margin)
    {
        _graph = graph;
        _y = new double[graph.Before.Count];
        var left = margin;
        var columns = ImmutableArray.CreateBuilder<(double Left, double Right)>(graph.Layers.Length);
        foreach (var layer in graph.Layers)
        {
            var width = layer.Where(vertex => !graph.IsBend(vertex)).Select(widthOf).DefaultIfEmpty(0).Max();
            columns.Add((left, left + width));
            left += width + ColumnGap;
        }

        Columns = columns.MoveToImmutable();
        Width = Math.Max(left - ColumnGap, 0) + margin;
        Height = PlaceRows(margin);
    }

    /// <summary>The left and right edges of the boxes of each layer.</summary>
    public ImmutableArray<(double Left, double Right)> Columns { get; }

    /// <summary>The width of the drawing.</summary>
    public double Width { get; }

    /// <summary>The height of the drawing.</summary>
    public double Height { get; }

    /// <summary>The height of a vertex' middle.</summary>
    public double MiddleOf(int vertex) => _y[vertex];

    private double PlaceRows(double margin)
    {
        foreach (var layer in _graph.Layers)
            Settle(layer, [.. layer.Select(_ => 0.0)]);

        for (var sweep = 0; sweep < Sweeps; sweep++)
        {
            var linked = sweep % 2 == 0 ? _graph.Before : _graph.After;
            foreach (var layer in sweep % 2 == 0 ? _graph.Layers : _graph.Layers.Reverse())
                Settle(layer, [.. layer.Select(vertex => linked[vertex].Count == 0 ? _y[vertex] : linked[vertex].Average(other => _y[other]))]);
        }

        var top = _y.DefaultIfEmpty(0).Min() - BoxHeight / 2 - margin;
        for (var vertex = 0; vertex < _y.Length; vertex++)
            _y[vertex] -= top;

        return _y.DefaultIfEmpty(0).Max() + BoxHeight / 2 + margin;
    }

    // Isotonic regression: neighbours that would come too near move together to the mean of what they want.
    private void Settle(ImmutableArray<int> layer, double[] wanted)
    {
        var offsets = new double[layer.Length];
        for (var place = 1; place < layer.Length; place++)
            offsets[place] = offsets[place - 1] + Distance(layer[place - 1], layer[place]);

        var groups = new Stack<(double Mean, double Weight, int Count)>();
        for (var place = 0; place < layer.Length; place++)
        {
            var group = (Mean: wanted[place] - offsets[place], Weight: _graph.IsBend(layer[place]) ? BendWeight : 1, Count: 1);
            while (groups.TryPeek(out var above) && above.Mean >= group.Mean)
            {
                groups.Pop();
                var weight = above.Weight + group.Weight;
                group = ((above.Mean * above.Weight + group.Mean * group.Weight) / weight, weight, above.Count + group.Count);
            }

            groups.Push(group);
        }

        var next = 0;
        foreach (var (mean, _, count) in groups.Reverse())
        {
            for (var end = next + count; next < end; next++)
                _y[layer[next]] = mean + offsets[next];
        }
    }

    private double Distance(int above, int below) => (_graph.IsBend(above), _graph.IsBend(below)) switch
    {
        (true, true) => BendGap,
        (false, false) => BoxHeight + BoxGap,
        _ => (BoxHeight + BoxGap) / 2 + BendGap / 2,
    };
}
