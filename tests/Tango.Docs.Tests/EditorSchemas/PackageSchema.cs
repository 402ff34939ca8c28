using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tango.Docs.Tests.EditorSchemas;

/// <summary>
/// The schema that the package has for editors. What it says in words, and all names, come from the reference, which is the place to change them; types stand in the schema alone.
/// </summary>
internal static class PackageSchema
{
    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly ReferenceTable Settings = new("docs/reference.md", "### Metadata of TangoStep");
    private static readonly ReferenceTable Command = new("docs/guide/commands.md", "## Metadata of a command");

    /// <summary>The schema with the words of the reference, and the types that it has.</summary>
    /// <param name="json">The schema as it is.</param>
    public static string Refresh(string json)
    {
        var old = JsonNode.Parse(json)!.AsObject();
        var fresh = new JsonObject
        {
            ["license"] = old["license"]?.DeepClone(),
            ["properties"] = Members(old["properties"], new("docs/reference.md", "## Properties"), new("docs/reference.md", "### To hook in")),
            ["items"] = new JsonObject
            {
                ["TangoStep"] = Item(old, "TangoStep", new("docs/reference.md", "## TangoStep"), Settings, Command),
                ["TangoRemoteStore"] = Item(old, "TangoRemoteStore", new("docs/reference.md", "## TangoRemoteStore")),
                ["TangoResult"] = Item(old, "TangoResult", new("docs/reference.md", "## TangoResult")),
                ["TangoPlannedStep"] = Item(old, "TangoPlannedStep", new("docs/reference.md", "## Items of a plan")),
            },
            ["targets"] = Members(old["targets"], new ReferenceTable("docs/reference.md", "## Targets")),
        };
        return fresh.ToJsonString(Options) + "\n";
    }

    private static JsonObject Item(JsonObject old, string name, ReferenceTable page, params ReferenceTable[] metadata)
    {
        var item = old["items"]?[name];
        var own = Member(item, page.FirstSentence, page.HelpUrl);
        own["metadata"] = Members(item?["metadata"], metadata.Length == 0 ? [page] : metadata);
        return own;
    }

    private static JsonObject Members(JsonNode? old, params ReferenceTable[] tables) =>
        new(from table in tables
            from row in table.Rows
            where row.Name != "Identity"
            select KeyValuePair.Create(row.Name, (JsonNode?)Member(old?[row.Name], Describe(row.Meaning, row.Example, row.Default), table.HelpUrl, DefaultOf(row.Default))));

    private static string Describe(string meaning, string example, string byDefault) =>
        example.Length > 0 ? $"{meaning}. E.g. {example}"
        : byDefault is "" or "none" || DefaultOf(byDefault) is not null ? meaning
        : $"{meaning}. Default: {byDefault}";

    private static string? DefaultOf(string text) => text.Length > 2 && text.StartsWith('`') && text.IndexOf('`', 1) == text.Length - 1 ? text.Trim('`') : null;

    // The order of the keys stays, so that a change is easy to read.
    private static JsonObject Member(JsonNode? old, string description, string helpUrl, string? byDefault = null)
    {
        var member = new JsonObject { ["description"] = description };
        foreach (var (key, value) in old as JsonObject ?? [])
        {
            if (key is not ("description" or "helpUrl" or "metadata"))
                member[key] = value!.DeepClone();
        }

        if (byDefault is not null)
            member["defaultValue"] = byDefault;

        member["helpUrl"] = helpUrl;
        return member;
    }
}
