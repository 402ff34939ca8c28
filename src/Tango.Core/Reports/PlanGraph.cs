using System.Globalization;
using System.Text;
using Tango.Planning;

namespace Tango.Reports;

/// <summary>A plan as a graph in the languages of drawing tools. Names are escaped; colours show states; dashed arrows are order only.</summary>
internal static class PlanGraph
{
    /// <summary>The graph for Mermaid, which GitHub, GitLab and most Markdown viewers draw.</summary>
    public static string ToMermaid(Plan plan)
    {
        var diagram = PlanDiagram.From(plan);
        var text = new StringBuilder("flowchart LR\n");
        for (var index = 0; index < diagram.Boxes.Length; index++)
        {
            var box = diagram.Boxes[index];
            var (open, close) = box.IsInline ? ("([", "])") : ("[", "]");
            text.Append(CultureInfo.InvariantCulture, $"  s{index}{open}\"{Mermaid(box.Name)}<br/><small>{Mermaid(box.Type)}</small>\"{close}:::{PlanDiagram.ClassOf(box.Action)}\n");
        }

        foreach (var arrow in diagram.Arrows)
            text.Append(CultureInfo.InvariantCulture, $"  s{arrow.From} {(arrow.IsOrderOnly ? "-.->" : "-->")} s{arrow.To}\n");

        foreach (var action in Enum.GetValues<PlannedAction>())
        {
            var (fill, line) = Colors(action);
            text.Append(CultureInfo.InvariantCulture, $"  classDef {PlanDiagram.ClassOf(action)} fill:{fill},stroke:{line},color:#1b1f24\n");
        }

        return text.ToString();
    }

    /// <summary>The graph for Graphviz.</summary>
    public static string ToDot(Plan plan)
    {
        var diagram = PlanDiagram.From(plan);
        var text = new StringBuilder("digraph tango {\n  rankdir=LR;\n  node [shape=box, style=\"rounded,filled\", fontname=\"sans-serif\", fontcolor=\"#1b1f24\"];\n");
        foreach (var box in diagram.Boxes)
        {
            var (fill, line) = Colors(box.Action);
            var tip = box.Reason.Length == 0 ? StateText.Format(box.Action) : $"{StateText.Format(box.Action)}: {box.Reason}";
            var shape = box.IsInline ? ", style=\"rounded,filled,dashed\"" : "";
            text.Append(CultureInfo.InvariantCulture, $"  \"{Dot(box.Name)}\" [label=\"{Dot(box.Name)}\\n{Dot(box.Type)}\", fillcolor=\"{fill}\", color=\"{line}\", tooltip=\"{Dot(tip)}\"{shape}];\n");
        }

        foreach (var arrow in diagram.Arrows)
            text.Append(CultureInfo.InvariantCulture, $"  \"{Dot(diagram.Boxes[arrow.From].Name)}\" -> \"{Dot(diagram.Boxes[arrow.To].Name)}\"{(arrow.IsOrderOnly ? " [style=dashed]" : "")};\n");

        return text.Append("}\n").ToString();
    }

    private static (string Fill, string Line) Colors(PlannedAction action) => action switch
    {
        PlannedAction.Run => ("#ffe8c2", "#c77700"),
        PlannedAction.Cached => ("#d7f0dd", "#2a7d46"),
        PlannedAction.Blocked => ("#f9d6d5", "#b3261e"),
        _ => ("#eceff1", "#8a939b"),
    };

    // Inside quotes Mermaid interprets HTML, its own #entities; and Markdown between back quotes.
    private static string Mermaid(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (character is '"' or '#' or '<' or '>' or '&' or '`' or ';' or '\\')
                escaped.Append(CultureInfo.InvariantCulture, $"#{(int)character};");
            else
                escaped.Append(character);
        }

        return escaped.ToString();
    }

    private static string Dot(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).ReplaceLineEndings(" ");
}
