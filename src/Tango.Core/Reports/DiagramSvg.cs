using System.Globalization;
using System.Net;
using System.Text;
using Tango.Planning;
using Tango.Reports.Layout;

namespace Tango.Reports;

/// <summary>Draws a diagram as SVG, from left to right, so that no arrow crosses a box. Colours are in the style sheet of whoever uses it.</summary>
internal sealed class DiagramSvg
{
    /// <summary>The height of a box.</summary>
    public const double BoxHeight = 46;

    private const double CharacterWidth = 7.4;
    private const double Padding = 14;
    private const double Margin = 8;
    private const double TipLength = 2;
    private const double NoteHeight = 24;

    private readonly PlanDiagram _diagram;
    private readonly string _note;
    private readonly LayeredGraph _graph;
    private readonly Placement _placement;
    private readonly int[] _layerOf;

    private DiagramSvg(PlanDiagram diagram, string note)
    {
        _diagram = diagram;
        _note = note;
        _graph = LayeredGraph.Of(diagram.Boxes.Length, diagram.Arrows);
        _placement = new Placement(_graph, box => WidthOf(diagram.Boxes[box]), Margin);
        _layerOf = new int[_graph.Before.Count];
        for (var layer = 0; layer < _graph.Layers.Length; layer++)
        {
            foreach (var vertex in _graph.Layers[layer])
                _layerOf[vertex] = layer;
        }
    }

    /// <summary>The drawing; each box links to the anchor <c>step-N</c> of its step.</summary>
    /// <param name="note">A line below the drawing; empty: none.</param>
    public static string Draw(PlanDiagram diagram, string note = "") => new DiagramSvg(diagram, note).Text();

    private static double WidthOf(PlanDiagram.Box box) => Math.Max(box.Name.Length, box.Type.Length) * CharacterWidth + 2 * Padding;

    private string Text()
    {
        var text = new StringBuilder();
        var (width, height) = _note.Length == 0 ? (_placement.Width, _placement.Height) : (Math.Max(_placement.Width, _note.Length * CharacterWidth + 2 * Margin), _placement.Height + NoteHeight);
        text.Append(CultureInfo.InvariantCulture, $"<svg class=\"graph\" role=\"img\" aria-label=\"The steps and what they depend on\" viewBox=\"0 0 {width:0.#} {height:0.#}\" width=\"{width:0}\" height=\"{height:0}\">\n");
        text.Append("<defs><marker id=\"tip\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"7\" markerHeight=\"7\" orient=\"auto-start-reverse\"><path d=\"M0 0 8 4 0 8z\"/></marker></defs>\n");
        for (var index = 0; index < _diagram.Arrows.Length; index++)
            AppendArrow(text, _diagram.Arrows[index], _graph.Routes[index]);

        for (var index = 0; index < _diagram.Boxes.Length; index++)
            AppendBox(text, index, _diagram.Boxes[index]);

        if (_note.Length > 0)
            text.Append(CultureInfo.InvariantCulture, $"<text class=\"note\" x=\"{Margin}\" y=\"{height - Margin:0.#}\">{Html(_note)}</text>\n");

        return text.Append("</svg>").ToString();
    }

    private void AppendArrow(StringBuilder text, PlanDiagram.Arrow arrow, LayeredGraph.Route route)
    {
        var tip = route.IsBackwards ? "start" : "end";
        text.Append(CultureInfo.InvariantCulture, $"<path class=\"arrow{(arrow.IsOrderOnly ? " order" : "")}\" marker-{tip}=\"url(#tip)\" d=\"");
        var y = _placement.MiddleOf(route.Vertices[0]);
        var x = _placement.Columns[_layerOf[route.Vertices[0]]].Right;
        text.Append(CultureInfo.InvariantCulture, $"M{x:0.#} {y:0.#}");
        foreach (var vertex in route.Vertices.Skip(1))
        {
            // Curves lie between the columns; in a column a line keeps its height.
            var (left, right) = _placement.Columns[_layerOf[vertex]];
            var (middle, end, height) = ((x + left) / 2, _graph.IsBend(vertex) ? left : left - TipLength, _placement.MiddleOf(vertex));
            text.Append(CultureInfo.InvariantCulture, $"C{middle:0.#} {y:0.#} {middle:0.#} {height:0.#} {end:0.#} {height:0.#}");
            if (_graph.IsBend(vertex))
                text.Append(CultureInfo.InvariantCulture, $"H{right:0.#}");

            (x, y) = (right, height);
        }

        text.Append("\"/>\n");
    }

    private void AppendBox(StringBuilder text, int index, PlanDiagram.Box box)
    {
        var (left, right) = _placement.Columns[_layerOf[index]];
        var (middle, top) = ((left + right) / 2, _placement.MiddleOf(index) - BoxHeight / 2);
        var tip = box.Reason.Length == 0 ? StateText.Format(box.Action) : $"{StateText.Format(box.Action)}: {box.Reason}";
        text.Append(CultureInfo.InvariantCulture, $"<a{(box.Step is { } step ? $" href=\"#step-{step}\"" : "")} class=\"box {PlanDiagram.ClassOf(box.Action)}{(box.IsInline ? " inline" : "")}\"><title>{Html(tip)}</title>");
        text.Append(CultureInfo.InvariantCulture, $"<rect x=\"{left:0.#}\" y=\"{top:0.#}\" width=\"{right - left:0.#}\" height=\"{BoxHeight}\" rx=\"7\"/>");
        text.Append(CultureInfo.InvariantCulture, $"<text x=\"{middle:0.#}\" y=\"{top + 20:0.#}\">{Html(box.Name)}</text>");
        text.Append(CultureInfo.InvariantCulture, $"<text class=\"type\" x=\"{middle:0.#}\" y=\"{top + 36:0.#}\">{Html(box.Type)}</text></a>\n");
    }

    private static string Html(string text) => WebUtility.HtmlEncode(text);
}
