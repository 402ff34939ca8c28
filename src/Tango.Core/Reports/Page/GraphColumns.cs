using System.Text.Json;
using Tango.Planning;
using Tango.Reports.Layout;

namespace Tango.Reports.Page;

/// <summary>
/// Writes the graph of a plan, laid out in layers, and where it has many steps the graph of its families. The page draws all or a part of it: a part keeps the order of the
/// layers, so that it needs no layout of its own.
/// </summary>
internal sealed class GraphColumns
{
    // Bends of long edges may be as many as the square of the steps.
    private const int MostBends = 6_000;
    private const int FewSteps = 60;

    private readonly Utf8JsonWriter _json;
    private readonly JsonColumns _columns;

    public GraphColumns(Utf8JsonWriter json)
    {
        _json = json;
        _columns = new JsonColumns(json);
    }

    /// <summary>Writes both.</summary>
    /// <param name="rows">How many rows there are: steps of other projects, which have none, are numbered from there.</param>
    public void Write(Plan plan, int rows)
    {
        var diagram = PlanDiagram.From(plan);
        var numbers = NumberBoxes(diagram, rows);
        WriteForeign(diagram);
        WriteArrows(diagram, numbers);
        WriteGraph("graph", diagram, numbers);
        if (plan.Steps.Length <= FewSteps)
            return;

        var families = ReportFamilies.Of(diagram);
        if (families.Members.Length * 2 > diagram.Boxes.Length)
            return;

        _json.WriteStartObject("families");
        _columns.Dense("name", families.Members, family => _columns.Line(family.Name));
        _columns.Dense("members", families.Members, family => _columns.List(family.Boxes.Select(box => numbers[box])));
        _columns.Dense("arrows", families.Arrows, WriteArrow);
        WriteGraph("graph", new PlanDiagram([.. families.Members.Select(family => diagram.Boxes[family.Boxes[0]])], families.Arrows), [.. Enumerable.Range(0, families.Members.Length)]);
        _json.WriteEndObject();
    }

    private static int[] NumberBoxes(PlanDiagram diagram, int next) => [.. diagram.Boxes.Select(box => box.Step ?? next++)];

    private void WriteForeign(PlanDiagram diagram)
    {
        var foreign = diagram.Boxes.Where(box => box.Step is null).ToList();
        _json.WriteStartObject("foreign");
        _columns.Dense("name", foreign, box => _columns.Line(box.Name));
        _columns.Dense("type", foreign, box => _columns.Line(box.Type));
        _json.WriteString("action", string.Concat(foreign.Select(box => box.Action == PlannedAction.Run ? 'r' : 'c')));
        _json.WriteEndObject();
    }

    private void WriteArrows(PlanDiagram diagram, int[] numbers) => _columns.Dense("arrows", diagram.Arrows, arrow =>
        WriteArrow(arrow with { From = numbers[arrow.From], To = numbers[arrow.To] }));

    // Two numbers, or three for order only.
    private void WriteArrow(PlanDiagram.Arrow arrow) => _columns.List(arrow.IsOrderOnly ? [arrow.From, arrow.To, 1] : [arrow.From, arrow.To]);

    // In the layers, boxes are their numbers, and the bend of trunk N is -N - 1.
    private void WriteGraph(string name, PlanDiagram diagram, int[] numbers)
    {
        if (LayeredGraph.CountBends(diagram.Boxes.Length, diagram.Arrows) > MostBends)
            return;

        var graph = LayeredGraph.Of(diagram.Boxes.Length, diagram.Arrows);
        var trunkOf = graph.Trunks.SelectMany((trunk, number) => Enumerable.Range(trunk.First, trunk.Count).Select(bend => (bend, number))).ToDictionary(bend => bend.bend, bend => bend.number);
        _json.WriteStartObject(name);
        _columns.Dense("layers", graph.Layers, layer => _columns.List(layer.Select(vertex => graph.IsBend(vertex) ? -trunkOf[vertex] - 1 : numbers[vertex])));
        _columns.Dense("trunks", graph.Trunks, trunk => _columns.List(trunk.IsOrderOnly ? [numbers[trunk.Box], 1] : [numbers[trunk.Box]]));
        _json.WriteEndObject();
    }
}
