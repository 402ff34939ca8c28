using System.Globalization;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Tango.Build.TestKit.EditorSchemas;

/// <summary>What an editor knows of project files from <c>buildschema.json</c> files: as in MSBuildEditor, the first file that describes something counts.</summary>
public sealed class EditorView
{
    private static readonly string[] OwnItems = ["TangoStep", "TangoRemoteStore"];
    private static readonly string[] ItemAttributes = ["Include", "Exclude", "Update", "Remove", "Condition", "KeepDuplicates"];
    private static readonly string[] TargetLists = ["DependsOnTargets", "BeforeTargets", "AfterTargets", "Targets", "DefaultTargets", "InitialTargets"];

    private readonly IReadOnlyList<JsonNode> _schemas;

    /// <summary>Reads files, first of all those of the project.</summary>
    public EditorView(params IEnumerable<string> files) => _schemas = [.. files.Select(file => JsonNode.Parse(File.ReadAllText(file))!)];

    /// <summary>What an editor would mark in a project file: names of ours that it does not know, and values that do not fit.</summary>
    /// <param name="project">The full path of a project file.</param>
    public IReadOnlyList<string> Marks(string project)
    {
        var root = XDocument.Load(project).Root!;
        return
        [
            .. root.Descendants("PropertyGroup").Elements().Where(property => IsOwn(property.Name.LocalName)).SelectMany(property => Marks("property", property.Name.LocalName, property.Value, Property(property.Name.LocalName))),
            .. root.Descendants("ItemGroup").Elements().Where(item => OwnItems.Contains(item.Name.LocalName)).SelectMany(MarksOfItem),
            .. root.DescendantsAndSelf().Attributes().Where(attribute => TargetLists.Contains(attribute.Name.LocalName)).SelectMany(MarksOfTargets),
        ];
    }

    /// <summary>The description of a property, if there is one.</summary>
    public JsonNode? Property(string name) => Find("properties", name);

    /// <summary>The description of a metadatum, if there is one.</summary>
    public JsonNode? Metadatum(string item, string name) => _schemas
        .SelectMany(schema => MetadataOf(schema, item))
        .Select(metadata => Member(metadata, name))
        .FirstOrDefault(found => found is not null);

    private static IEnumerable<JsonNode?> MetadataOf(JsonNode schema, string item) =>
        (schema["metadata"]?.AsArray() ?? []).Where(group => AppliesTo(group!, item)).Append(Member(Member(schema["items"], item), "metadata"));

    private JsonNode? Find(string kind, string name) => _schemas.Select(schema => Member(schema[kind], name)).FirstOrDefault(found => found is not null);

    private IEnumerable<string> MarksOfItem(XElement item)
    {
        var metadata = item.Attributes().Where(attribute => !ItemAttributes.Contains(attribute.Name.LocalName)).Select(attribute => (Name: attribute.Name.LocalName, attribute.Value))
            .Concat(item.Elements().Select(element => (Name: element.Name.LocalName, element.Value)));
        return (Find("items", item.Name.LocalName) is null ? [$"item {item.Name}"] : Array.Empty<string>())
            .Concat(metadata.SelectMany(one => Marks($"metadatum of {item.Attribute("Include")?.Value}", one.Name, one.Value, Metadatum(item.Name.LocalName, one.Name))));
    }

    private IEnumerable<string> MarksOfTargets(XAttribute list) =>
        list.Value.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(name => IsOwn(name) && Find("targets", name) is null)
            .Select(name => $"target {name}");

    private static IEnumerable<string> Marks(string what, string name, string value, JsonNode? description)
    {
        if (description is null)
            return [$"{what} {name} is not known"];

        var values = description is JsonObject { } known && known["isList"]?.GetValue<bool>() == true ? value.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) : [value.Trim()];
        return values.Where(one => !IsExpression(one) && !Fits(one, description is JsonObject typed ? typed["type"] : null)).Select(one => $"{what} {name}: '{one}'");
    }

    private static bool Fits(string value, JsonNode? type) => type switch
    {
        null => true,
        JsonArray values => values.Any(one => Same(one!.GetValue<string>(), value)),
        JsonObject custom => custom["values"] is not JsonObject values || custom["allowUnknownValues"]?.GetValue<bool>() == true || values.Any(one => Same(one.Key, value)),
        _ => type.GetValue<string>() switch
        {
            "bool" => bool.TryParse(value, out _),
            "int" => long.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out _),
            _ => true,
        },
    };

    private static bool AppliesTo(JsonNode group, string item) => group["$appliesTo"] switch
    {
        JsonArray items => items.Any(one => Same(one!.GetValue<string>(), item)),
        { } one => Same(one.GetValue<string>(), item),
        null => false,
    };

    private static bool IsExpression(string value) => value.Length == 0 || value.Contains("$(", StringComparison.Ordinal) || value.Contains("@(", StringComparison.Ordinal) || value.Contains("%(", StringComparison.Ordinal);

    private static bool IsOwn(string name) => name.StartsWith("Tango", StringComparison.OrdinalIgnoreCase);

    private static bool Same(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);

    private static JsonNode? Member(JsonNode? parent, string name) => parent is JsonObject members ? members.FirstOrDefault(member => Same(member.Key, name)).Value : null;
}
