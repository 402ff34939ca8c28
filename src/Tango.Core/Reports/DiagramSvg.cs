using System.Globalization;
using System.Net;
using System.Text;
using Tango.Planning;

namespace Tango.Reports;

/// <summary>
/// Draws a diagram as SVG, from left to right: a step's column is the length of the longest path to it from a step without dependencies; within a column, steps are near their
/// inputs. Colours are in the page's style sheet.
/// </summary>
internal sealed class DiagramSvg
{
    private const double CharacterWidth = 7.4;
    private const double Padding = 14;
    private const double BoxHeight = 46;
    private const double RowGap = 18;
    private const double ColumnGap = 64;
    private const double Margin = 8;

    private readonly PlanDiagram _diagram;
    private readonly int[] _column;
    private readonly double[] _x;
    private readonly double[] _y;
    private readonly double[] _width;

    private DiagramSvg(PlanDiagram diagram)
    {
        _diagram = diagram;
        var count = diagram.Boxes.Length;
        (_column, _x, _y, _width) = (new int[count], new double[count], new double[count], new double[count]);
    }

    /// <summary>The drawing; each box links to the anchor <c>step-N</c> of its step.</summary>
    public static string Draw(PlanDiagram diagram)
    {
        var drawing = new DiagramSvg(diagram);
        var columns = drawing.PutInColumns();
        var (width, height) = drawing.Place(columns);
        return drawing.Text(width, height);
    }

    private List<List<int>> PutInColumns()
    {
        var columns = new List<List<int>>();
        var before = _diagram.Arrows.ToLookup(arrow => arrow.To, arrow => arrow.From);
        for (var index = 0; index < _column.Length; index++)
        {
            _column[index] = before[index].Select(from => _column[from] + 1).DefaultIfEmpty(0).Max();
            while (columns.Count <= _column[index])
                columns.Add([]);

            columns[_column[index]].Add(index);
        }

        var row = new double[_column.Length];
        foreach (var column in columns)
        {
            column.Sort((one, other) => (Near(one), one).CompareTo((Near(other), other)));
            for (var place = 0; place < column.Count; place++)
                row[column[place]] = place;
        }

        return columns;

        double Near(int index) => before[index].Select(from => row[from]).DefaultIfEmpty(index).Average();
    }

    private (double Width, double Height) Place(List<List<int>> columns)
    {
        var height = columns.Count == 0 ? 0 : columns.Max(column => column.Count) * (BoxHeight + RowGap) - RowGap;
        var left = Margin;
        foreach (var column in columns)
        {
            var width = column.Max(index => WidthOf(_diagram.Boxes[index]));
            var top = Margin + (height - (column.Count * (BoxHeight + RowGap) - RowGap)) / 2;
            foreach (var index in column)
            {
                (_x[index], _y[index], _width[index]) = (left, top, width);
                top += BoxHeight + RowGap;
            }

            left += width + ColumnGap;
        }

        return (Math.Max(left - ColumnGap, 0) + Margin, height + 2 * Margin);
    }

    private static double WidthOf(PlanDiagram.Box box) => Math.Max(box.Name.Length, box.Type.Length) * CharacterWidth + 2 * Padding;

    private string Text(double width, double height)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"<svg class=\"graph\" role=\"img\" aria-label=\"The steps and what they depend on\" viewBox=\"0 0 {width:0.#} {height:0.#}\" width=\"{width:0}\" height=\"{height:0}\">\n");
        text.Append("<defs><marker id=\"tip\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"7\" markerHeight=\"7\" orient=\"auto\"><path d=\"M0 0 8 4 0 8z\"/></marker></defs>\n");
        foreach (var arrow in _diagram.Arrows)
            AppendArrow(text, arrow);

        for (var index = 0; index < _diagram.Boxes.Length; index++)
            AppendBox(text, index, _diagram.Boxes[index]);

        return text.Append("</svg>").ToString();
    }

    private void AppendArrow(StringBuilder text, PlanDiagram.Arrow arrow)
    {
        var (fromX, fromY) = (_x[arrow.From] + _width[arrow.From], _y[arrow.From] + BoxHeight / 2);
        var (toX, toY) = (_x[arrow.To] - 2, _y[arrow.To] + BoxHeight / 2);
        var bend = Math.Max((toX - fromX) / 2, ColumnGap / 2);
        text.Append(CultureInfo.InvariantCulture, $"<path class=\"arrow{(arrow.IsOrderOnly ? " order" : "")}\" marker-end=\"url(#tip)\" d=\"M{fromX:0.#} {fromY:0.#}C{fromX + bend:0.#} {fromY:0.#} {toX - bend:0.#} {toY:0.#} {toX:0.#} {toY:0.#}\"/>\n");
    }

    private void AppendBox(StringBuilder text, int index, PlanDiagram.Box box)
    {
        var middle = _x[index] + _width[index] / 2;
        var tip = box.Reason.Length == 0 ? StateText.Format(box.Action) : $"{StateText.Format(box.Action)}: {box.Reason}";
        text.Append(CultureInfo.InvariantCulture, $"<a{(box.Step is { } step ? $" href=\"#step-{step}\"" : "")} class=\"box {PlanDiagram.ClassOf(box.Action)}{(box.IsInline ? " inline" : "")}\"><title>{Html(tip)}</title>");
        text.Append(CultureInfo.InvariantCulture, $"<rect x=\"{_x[index]:0.#}\" y=\"{_y[index]:0.#}\" width=\"{_width[index]:0.#}\" height=\"{BoxHeight}\" rx=\"7\"/>");
        text.Append(CultureInfo.InvariantCulture, $"<text x=\"{middle:0.#}\" y=\"{_y[index] + 20:0.#}\">{Html(box.Name)}</text>");
        text.Append(CultureInfo.InvariantCulture, $"<text class=\"type\" x=\"{middle:0.#}\" y=\"{_y[index] + 36:0.#}\">{Html(box.Type)}</text></a>\n");
    }

    private static string Html(string text) => WebUtility.HtmlEncode(text);
}
