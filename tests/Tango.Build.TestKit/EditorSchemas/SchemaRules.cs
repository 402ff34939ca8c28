using System.Text.Json;
using System.Text.RegularExpressions;

namespace Tango.Build.TestKit.EditorSchemas;

/// <summary>
/// Checks a <c>buildschema.json</c> against the format's own JSON Schema, which stands beside this file as MSBuildEditor publishes it (https://github.com/mhutch/MonoDevelop.MSBuildEditor, MIT).
/// Knows the words of JSON Schema that are used there, and no others.
/// </summary>
public sealed class SchemaRules
{
    private static readonly HashSet<string> Notes = ["$id", "$schema", "$comment", "description", "default", "definitions", "format"];

    private readonly JsonElement _root;
    private readonly List<string> _faults = [];

    private SchemaRules(JsonElement root) => _root = root;

    /// <summary>What is wrong with a file, with the place of each; empty if it is right.</summary>
    /// <param name="json">The text of the file.</param>
    public static IReadOnlyList<string> Check(string json)
    {
        using var format = JsonDocument.Parse(typeof(SchemaRules).Assembly.GetManifestResourceStream("buildschema.json")!);
        using var file = JsonDocument.Parse(json);
        var rules = new SchemaRules(format.RootElement);
        rules.Check(file.RootElement, format.RootElement, "");
        return rules._faults;
    }

    private void Check(JsonElement value, JsonElement schema, string place)
    {
        if (schema.TryGetProperty("$ref", out var reference))
        {
            Check(value, Find(reference.GetString()!), place);
            return;
        }

        foreach (var rule in schema.EnumerateObject().Where(rule => !Notes.Contains(rule.Name)))
            Check(value, schema, rule, place);
    }

    private JsonElement Find(string reference) => _root.GetProperty("definitions").GetProperty(reference.Split('/')[^1]);

    private void Check(JsonElement value, JsonElement schema, JsonProperty rule, string place)
    {
        switch (rule.Name)
        {
            case "type":
                Expect(TypeOf(value) == rule.Value.GetString(), place, $"is no {rule.Value}");
                break;
            case "const":
                Expect(JsonElement.DeepEquals(value, rule.Value), place, $"is not {rule.Value}");
                break;
            case "enum":
                Expect(rule.Value.EnumerateArray().Any(one => JsonElement.DeepEquals(value, one)), place, $"is none of {rule.Value}");
                break;
            case "pattern":
                Expect(value.ValueKind != JsonValueKind.String || Regex.IsMatch(value.GetString()!, rule.Value.GetString()!), place, $"does not fit {rule.Value}");
                break;
            case "minLength":
                Expect(value.ValueKind != JsonValueKind.String || value.GetString()!.Length >= rule.Value.GetInt32(), place, "is too short");
                break;
            case "oneOf":
                Expect(Fitting(value, rule.Value) == 1, place, "fits none of the forms, or several");
                break;
            case "anyOf":
                Expect(Fitting(value, rule.Value) > 0, place, $"'{value}' fits none of the forms");
                break;
            case "items" when value.ValueKind == JsonValueKind.Array:
                foreach (var (index, item) in value.EnumerateArray().Index())
                    Check(item, rule.Value, $"{place}/{index}");

                break;
            case "properties" or "patternProperties" or "additionalProperties" when value.ValueKind == JsonValueKind.Object:
                CheckMembers(value, schema, rule, place);
                break;
            case "items" or "properties" or "patternProperties" or "additionalProperties":
                break;
            default:
                throw new NotSupportedException($"The format's schema uses '{rule.Name}', which is not known here.");
        }
    }

    private void CheckMembers(JsonElement value, JsonElement schema, JsonProperty rule, string place)
    {
        foreach (var member in value.EnumerateObject())
        {
            var at = $"{place}/{member.Name}";
            if (rule.Name == "properties" && rule.Value.TryGetProperty(member.Name, out var own))
                Check(member.Value, own, at);
            else if (rule.Name == "patternProperties" && rule.Value.EnumerateObject().FirstOrDefault(pattern => Regex.IsMatch(member.Name, pattern.Name)) is { Value.ValueKind: JsonValueKind.Object } fitting)
                Check(member.Value, fitting.Value, at);
            else if (rule.Name == "additionalProperties" && !IsNamed(schema, member.Name))
                CheckOther(member, rule.Value, at);
        }
    }

    private void CheckOther(JsonProperty member, JsonElement rule, string place)
    {
        if (rule.ValueKind == JsonValueKind.Object)
            Check(member.Value, rule, place);
        else
            Expect(rule.GetBoolean(), place, "is not known");
    }

    private static bool IsNamed(JsonElement schema, string name) =>
        (schema.TryGetProperty("properties", out var properties) && properties.TryGetProperty(name, out _))
        || (schema.TryGetProperty("patternProperties", out var patterns) && patterns.EnumerateObject().Any(pattern => Regex.IsMatch(name, pattern.Name)));

    private int Fitting(JsonElement value, JsonElement schemas) => schemas.EnumerateArray().Count(schema =>
    {
        var trial = new SchemaRules(_root);
        trial.Check(value, schema, "");
        return trial._faults.Count == 0;
    });

    private void Expect(bool fits, string place, string fault)
    {
        if (!fits)
            _faults.Add($"{place} {fault}");
    }

    private static string TypeOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        var kind => kind.ToString(),
    };
}
