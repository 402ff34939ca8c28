using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Tango.Planning;

namespace Tango.Reports;

/// <summary>A plan as a picture in a file of its own: the drawing of the report, with its styles and without its links.</summary>
internal static partial class SvgGraph
{
    /// <summary>How many boxes a picture has: as many as the report draws. Nobody reads more, and arrows take ever longer to be laid.</summary>
    public const int MaxBoxes = 400;

    /// <summary>How many arrows it has.</summary>
    public const int MaxArrows = 2_000;

    /// <summary>The picture. Of a larger plan families of steps are one box, which the picture says below them, and at length where programs read it: in its description.</summary>
    public static string From(PlanDiagram whole)
    {
        var (diagram, how) = Fits(whole) ? (whole, null) : DiagramFamilies.Smaller(whole).FirstOrDefault(smaller => Fits(smaller.Diagram), DiagramFamilies.Smaller(whole).Last());
        var about = how is null ? "" : $"<desc>{DiagramFamilies.SizeOf(whole)} are more than a picture shows ({MaxBoxes} boxes, {MaxArrows} arrows): {how}. TangoSteps selects a part; files in .dot have all.</desc>\n";
        var drawing = Links().Replace(DiagramSvg.Draw(diagram, how is null ? "" : $"{whole.Boxes.Length} steps: {how}"), "");
        var end = drawing.IndexOf('>', StringComparison.Ordinal);
        return $"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!-- {OwnMark.Text}. -->\n<svg xmlns=\"http://www.w3.org/2000/svg\"{drawing["<svg".Length..end]}>\n{about}<style>\n{Styles()}</style>{drawing[(end + 1)..]}\n";
    }

    private static bool Fits(PlanDiagram diagram) => diagram.Boxes.Length <= MaxBoxes && diagram.Arrows.Length <= MaxArrows;

    private static string Styles()
    {
        var styles = new StringBuilder("svg { background: #fff; font-family: system-ui, sans-serif; }\n");
        styles.Append(".arrow { fill: none; stroke: #59636e; stroke-width: 1.3; } .order { stroke-dasharray: 4 4; } marker path { fill: #59636e; }\n");
        styles.Append(CultureInfo.InvariantCulture, $"rect {{ stroke-width: 1.4; }} .inline rect {{ stroke-dasharray: 5 4; }} text {{ text-anchor: middle; fill: {ActionColors.Text}; font-size: 13px; }} .type {{ fill: #59636e; font-size: 11px; }} .note {{ text-anchor: start; fill: #59636e; font-size: 12px; }}\n");
        foreach (var action in Enum.GetValues<PlannedAction>())
        {
            var (fill, line) = ActionColors.Of(action);
            styles.Append(CultureInfo.InvariantCulture, $".{PlanDiagram.ClassOf(action)} rect {{ fill: {fill}; stroke: {line}; }}\n");
        }

        return styles.ToString();
    }

    [GeneratedRegex(@" href=""#step-[0-9]+""", RegexOptions.CultureInvariant)]
    private static partial Regex Links();
}
