using System.Globalization;
using System.Text;
using Tango.Planning;

namespace Tango.Reports;

/// <summary>A plan as a graph for Graphviz. Names are escaped; colours show states; dashed arrows are order only.</summary>
internal static class DotGraph
{
    /// <summary>The graph.</summary>
    public static string From(PlanDiagram diagram)
    {
        var text = new StringBuilder("digraph tango {\n  // " + OwnMark.Text + ".\n  rankdir=LR;\n  node [shape=box, style=\"rounded,filled\", fontname=\"sans-serif\", fontcolor=\"" + ActionColors.Text + "\"];\n");
        foreach (var box in diagram.Boxes)
        {
            var (fill, line) = ActionColors.Of(box.Action);
            var tip = box.Reason.Length == 0 ? StateText.Format(box.Action) : $"{StateText.Format(box.Action)}: {box.Reason}";
            var shape = box.IsInline ? ", style=\"rounded,filled,dashed\"" : "";
            text.Append(CultureInfo.InvariantCulture, $"  \"{Dot(box.Name)}\" [label=\"{Dot(box.Name)}\\n{Dot(box.Type)}\", fillcolor=\"{fill}\", color=\"{line}\", tooltip=\"{Dot(tip)}\"{shape}];\n");
        }

        foreach (var arrow in diagram.Arrows)
            text.Append(CultureInfo.InvariantCulture, $"  \"{Dot(diagram.Boxes[arrow.From].Name)}\" -> \"{Dot(diagram.Boxes[arrow.To].Name)}\"{(arrow.IsOrderOnly ? " [style=dashed]" : "")};\n");

        return text.Append("}\n").ToString();
    }

    private static string Dot(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).ReplaceLineEndings(" ");
}
