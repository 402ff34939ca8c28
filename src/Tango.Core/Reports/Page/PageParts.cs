using System.Security.Cryptography;
using System.Text;

namespace Tango.Reports.Page;

/// <summary>The parts of a page that are the same for all projects: embedded files, with the hashes that let a browser use them and nothing else.</summary>
internal static class PageParts
{
    private static readonly string[] ScriptParts =
        ["State", "Elements", "Texts", "Rows", "Head", "Layout", "Graph", "Timeline", "Table", "Details", "Compare", "Metrics", "Runs", "Page"];

    /// <summary>The page, with names in double braces where something is inserted.</summary>
    public static string Frame { get; } = Read("Frame.html");

    /// <summary>The script.</summary>
    public static string Script { get; } = $"\n'use strict';\n(() => {{\n{string.Concat(ScriptParts.Select(part => WithoutIndentation(Read($"{part}.js"))))}}})();\n";

    /// <summary>The style sheet.</summary>
    public static string Style { get; } = Read("Style.css");

    /// <summary>The hash of a script or style sheet, as content security policies name it.</summary>
    public static string HashOf(string content) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(content)))}'";

    // Which is a quarter of it. No text of the script has several lines.
    private static string WithoutIndentation(string script) => string.Join('\n', script.Split('\n').Select(line => line.TrimStart(' ')));

    // Browsers see line feeds only, and hash what they see.
    private static string Read(string name)
    {
        using var reader = new StreamReader(typeof(PageParts).Assembly.GetManifestResourceStream($"Tango.Reports.Page.{name}")!);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
