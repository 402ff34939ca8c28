using System.Globalization;
using System.Text;
using Tango.Planning;

namespace Tango.Reports;

/// <summary>
/// A plan for Mermaid, which GitHub, GitLab and most Markdown viewers draw. They draw at most 500 arrows and 50,000 characters, which a diagram cannot change: of a larger one they show
/// an error. So families of steps are one box then, and the text says so.
/// </summary>
internal static class MermaidGraph
{
    /// <summary>How many arrows Mermaid draws.</summary>
    public const int MaxArrows = 500;

    /// <summary>How many characters Mermaid reads.</summary>
    public const int MaxCharacters = 50_000;

    /// <summary>The graph.</summary>
    public static string From(PlanDiagram whole)
    {
        var text = Draw(whole, "");
        if (Fits(whole, text))
            return text;

        foreach (var (diagram, how) in DiagramFamilies.Smaller(whole))
        {
            text = Draw(diagram, $"  %% {DiagramFamilies.SizeOf(whole)} are more than Mermaid draws ({MaxArrows} arrows, {MaxCharacters} characters): {how}. TangoSteps selects a part; files in .dot have all.\n");
            if (Fits(diagram, text))
                return text;
        }

        return text;
    }

    private static bool Fits(PlanDiagram diagram, string text) => diagram.Arrows.Length <= MaxArrows && text.Length <= MaxCharacters;

    private static string Draw(PlanDiagram diagram, string comment)
    {
        var text = new StringBuilder("flowchart LR\n  %% " + OwnMark.Text + ".\n").Append(comment);
        for (var index = 0; index < diagram.Boxes.Length; index++)
        {
            var box = diagram.Boxes[index];
            var (open, close) = box.IsInline ? ("([", "])") : ("[", "]");
            text.Append(CultureInfo.InvariantCulture, $"  s{index}{open}\"{Escape(box.Name)}<br/><small>{Escape(box.Type)}</small>\"{close}:::{PlanDiagram.ClassOf(box.Action)}\n");
        }

        foreach (var arrow in diagram.Arrows)
            text.Append(CultureInfo.InvariantCulture, $"  s{arrow.From} {(arrow.IsOrderOnly ? "-.->" : "-->")} s{arrow.To}\n");

        foreach (var action in Enum.GetValues<PlannedAction>())
        {
            var (fill, line) = ActionColors.Of(action);
            text.Append(CultureInfo.InvariantCulture, $"  classDef {PlanDiagram.ClassOf(action)} fill:{fill},stroke:{line},color:{ActionColors.Text}\n");
        }

        return text.ToString();
    }

    // Inside quotes Mermaid interprets HTML, its own #entities; and some Markdown.
    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (character is '"' or '#' or '<' or '>' or '&' or '`' or ';' or '\\' or '*')
                escaped.Append(CultureInfo.InvariantCulture, $"#{(int)character};");
            else
                escaped.Append(character);
        }

        return escaped.ToString();
    }
}
