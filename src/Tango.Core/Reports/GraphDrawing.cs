namespace Tango.Reports;

/// <summary>How a graph is drawn, by the extension of its file.</summary>
internal static class GraphDrawing
{
    /// <summary>The extensions, for messages.</summary>
    public const string Expected = "use the extension .mmd or .md for Mermaid, .dot for Graphviz, .svg for a picture";

    /// <summary>The drawing for a file; null if its extension is none of these.</summary>
    /// <param name="file">A path or a name.</param>
    public static Func<PlanDiagram, string>? ForFile(string file) => Path.GetExtension(file).ToLowerInvariant() switch
    {
        ".mmd" or ".mermaid" => MermaidGraph.From,
        ".md" => diagram => $"```mermaid\n{MermaidGraph.From(diagram)}```\n",
        ".dot" or ".gv" => DotGraph.From,
        ".svg" => SvgGraph.From,
        _ => null,
    };
}
