using System.Text.Json;
using Tango.Diagnostics;
using Tango.IO;
using Tango.Parameters;
using Tango.Steps;

namespace Tango.Graph.Binding;

/// <summary>Checks the references of a step whose type is unknown. Its arguments cannot be bound, but missing steps and cycles can be reported together with the error of its type.</summary>
internal static class UntypedReferences
{
    private const string Prefix = "ref:";

    /// <summary>Binds references as far as possible, and reports those to missing steps.</summary>
    public static void Bind(StepDraft draft, DraftTable drafts, List<Diagnostic> diagnostics)
    {
        foreach (var value in draft.Declaration.Values)
        {
            if (ReservedNames.Settings.Contains(value.Name))
                continue;

            foreach (var body in References(value))
                Bind(draft, value.Name, body, drafts, diagnostics);
        }
    }

    private static void Bind(StepDraft draft, string argument, string body, DraftTable drafts, List<Diagnostic> diagnostics)
    {
        if (Glob.IsPattern(body))
        {
            var matches = drafts.DeclaredNames.Where(name => name != draft.Name && Glob.Matches(body, name)).ToList();
            draft.References.AddRange(matches.Select(name => new DraftReference(argument, drafts.Find(name)!, [], null)));
            if (matches.Count > 0)
                return;
        }
        else if (ReferenceParser.Parse(body, name => drafts.Find(name) is not null) is { } reference)
        {
            draft.References.Add(new DraftReference(argument, drafts.Find(reference.Step)!, [], null));
            return;
        }

        diagnostics.Add(Descriptors.MissingReference.Create(draft.SubjectOf(argument), draft.Name, argument, body, drafts.Suggest(body, draft)));
    }

    private static IEnumerable<string> References(DeclaredValue value) => value switch
    {
        DeclaredValue.Text text when text.Value.AsSpan().TrimStart() is ['{' or '[', ..] => ReferencesInJson(text.Value),
        DeclaredValue.Text text => (text.Parts.IsDefault ? [text.Value] : text.Parts)
            .Select(part => part.Trim())
            .Where(part => part.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(part => part[Prefix.Length..]),
        DeclaredValue.Json json => References(json.Value),
        _ => [],
    };

    private static IEnumerable<string> ReferencesInJson(string text)
    {
        try
        {
            using var document = ArgumentJson.Parse(text);
            return [.. References(document.RootElement)];
        }
        catch (JsonException)
        {
            // Only the type could show whether the text must be JSON.
            return [];
        }
    }

    private static IEnumerable<string> References(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Array => json.EnumerateArray().SelectMany(References),
        JsonValueKind.Object when json.TryGetProperty("ref", out var name) && name.ValueKind == JsonValueKind.String => [name.GetString()!],
        JsonValueKind.Object => json.EnumerateObject().SelectMany(property => References(property.Value)),
        _ => [],
    };
}
