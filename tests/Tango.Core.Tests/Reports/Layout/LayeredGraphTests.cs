using System.Collections.Immutable;
using CsCheck;
using Tango.Planning;
using Tango.Reports;
using Tango.Reports.Layout;

namespace Tango.Core.Tests.Reports.Layout;

public sealed class LayeredGraphTests
{
    private static readonly Gen<PlanDiagram> Graphs = Gen.Int[1, 30].SelectMany(boxes =>
        Gen.Select(Gen.Int[0, boxes - 1], Gen.Int[0, boxes - 1], Gen.Bool).Array[0, 60].Select(pairs => Diagram(
            boxes,
            [.. pairs.Where(pair => pair.Item1 != pair.Item2).Select(pair => new PlanDiagram.Arrow(pair.Item1, pair.Item2, pair.Item3)).Distinct()])));

    [Fact]
    public void No_arrow_of_a_sample_runs_through_a_box()
    {
        foreach (var sample in new[] { ReportSample.OfTwelve(), ReportSample.OfSweep(40), ReportSample.OfSweep(300) })
        {
            using (sample)
                Assert.Empty(Drawing.Parse(DiagramSvg.Draw(PlanDiagram.From(sample.Plan))).Faults());
        }
    }

    // Also against the order of the boxes: families of steps may depend on each other in a circle.
    [Fact]
    public void No_arrow_of_any_graph_runs_through_a_box() => Graphs.Sample(
        diagram =>
        {
            var drawing = Drawing.Parse(DiagramSvg.Draw(diagram));
            Assert.Empty(drawing.Faults());
            Assert.Equal((diagram.Boxes.Length, diagram.Arrows.Length), (drawing.BoxCount, drawing.ArrowCount));
        },
        iter: 300);

    [Fact]
    public void A_graph_is_always_laid_out_alike() => Graphs.Sample(
        diagram => Assert.Equal(DiagramSvg.Draw(diagram), DiagramSvg.Draw(diagram with { Boxes = [.. diagram.Boxes] })),
        iter: 50);

    [Fact]
    public void A_layer_is_the_longest_path_to_a_box()
    {
        var graph = LayeredGraph.Of(5, [new(0, 1, false), new(1, 2, false), new(0, 2, false), new(2, 3, false), new(0, 3, true)]);

        // The last box has no arrow.
        Assert.Equal(["0 4", "1", "2", "3"], graph.Layers.Select(layer => string.Join(' ', layer.Where(vertex => !graph.IsBend(vertex)).Order())));
        Assert.Equal([1, 2], graph.Trunks.Select(trunk => trunk.Count));
    }

    [Fact]
    public void A_box_that_needs_nothing_stands_before_the_first_that_needs_it()
    {
        var graph = LayeredGraph.Of(4, [new(0, 1, false), new(1, 3, false), new(2, 3, false)]);

        Assert.Contains(2, graph.Layers[1]);
        Assert.Empty(graph.Trunks);
    }

    [Fact]
    public void Long_arrows_of_one_box_share_their_bends()
    {
        var arrows = Chain(10).AddRange(Enumerable.Range(2, 8).Select(box => new PlanDiagram.Arrow(0, box, false)));

        var graph = LayeredGraph.Of(10, arrows);

        Assert.Equal(8, Assert.Single(graph.Trunks).Count);
        Assert.Equal(8, LayeredGraph.CountBends(10, arrows));
        Assert.Equal(1, graph.Routes.Count(route => route.Vertices.Length > 2));
    }

    [Fact]
    public void Sweeps_untangle_what_is_declared_crosswise()
    {
        // Six pairs, whose second boxes are declared in the opposite order.
        var graph = LayeredGraph.Of(12, [.. Enumerable.Range(0, 6).Select(box => new PlanDiagram.Arrow(box, 11 - box, false))]);

        Assert.Equal(graph.Layers[0].Select(box => 11 - box), graph.Layers[1]);
    }

    [Fact]
    public void Bends_may_be_as_many_as_pairs_of_boxes() =>
        Assert.Equal(4_950, LayeredGraph.CountBends(101, [.. from end in Enumerable.Range(0, 101) from start in Enumerable.Range(0, end) select new PlanDiagram.Arrow(start, end, false)]));

    private static ImmutableArray<PlanDiagram.Arrow> Chain(int boxes) => [.. Enumerable.Range(1, boxes - 1).Select(box => new PlanDiagram.Arrow(box - 1, box, false))];

    private static PlanDiagram Diagram(int boxes, ImmutableArray<PlanDiagram.Arrow> arrows) =>
        new([.. Enumerable.Range(0, boxes).Select(box => new PlanDiagram.Box($"step-{box}", "Type", PlannedAction.Run, "", IsInline: false, box))], arrows);
}
