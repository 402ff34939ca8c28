using System.Text.Encodings.Web;
using System.Text.Json;
using Tango.Parameters;
using Tango.Steps;
using Tango.Steps.Commands;

namespace Tango.Engine.Editors;

/// <summary>
/// Step types as a <c>buildschema.json</c>, the format that MSBuild language tools read: the values of <c>Type</c>, and a metadatum of <c>TangoStep</c> for each parameter. A value is never an
/// error there, as it may be a reference, or a type that was written since the last build.
/// </summary>
internal static class StepSchema
{
    private const int MaxDefault = 100;

    // Names and summaries as they are written.
    private static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The schema in UTF-8.</summary>
    public static byte[] Write(StepTypeCatalog catalog, StepSummaries summaries)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            json.WriteStartObject();
            json.WriteStartArray("metadata");
            json.WriteStartObject();
            json.WriteString("$appliesTo", "TangoStep");
            WriteTypes(json, catalog, summaries);
            foreach (var parameters in Parameters(catalog))
                WriteParameter(json, [.. parameters], summaries);

            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }

    // One name for each parameter of whatever step type: an editor does not know the type of an item.
    private static IEnumerable<IGrouping<string, (StepType Type, StepParameter Parameter)>> Parameters(StepTypeCatalog catalog) =>
        catalog.Types
            .OrderBy(type => type.FullName, StringComparer.Ordinal)
            .SelectMany(type => type.Parameters.Select(parameter => (Type: type, Parameter: parameter)))
            .GroupBy(pair => pair.Parameter.Name, StringComparer.OrdinalIgnoreCase)
            .OrderBy(group => group.Key, StringComparer.OrdinalIgnoreCase);

    private static void WriteTypes(Utf8JsonWriter json, StepTypeCatalog catalog, StepSummaries summaries)
    {
        json.WriteStartObject(SettingNames.Type);
        json.WriteString("description", "The step type.");
        json.WriteBoolean("isRequired", true);
        json.WriteStartObject("type");
        json.WriteBoolean("allowUnknownValues", true);
        json.WriteStartObject("values");
        json.WriteString(catalog.Find(CommandNames.Type) is [var command] && CommandType.Is(command) ? CommandNames.Type : CommandNames.FullName, "Runs a shell command.");
        foreach (var type in catalog.Types.OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            var names = Names(catalog, type);
            if (names.Count == 0)
                continue;

            json.WriteStartObject(names[0]);
            json.WriteString("description", summaries.Of(type) ?? "");
            WriteAliases(json, names);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteAliases(Utf8JsonWriter json, List<string> names)
    {
        if (names.Count == 1)
            return;

        json.WriteStartArray("aliases");
        foreach (var alias in names.Skip(1))
            json.WriteStringValue(alias);

        json.WriteEndArray();
    }

    // What a declaration may say for the type and no other, shortest first.
    private static List<string> Names(StepTypeCatalog catalog, StepType type) =>
    [
        .. new[] { type.RegisteredName, type.ClassName, type.FullName }
            .OfType<string>()
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Where(name => catalog.Find(name) is [var only] && only == type),
    ];

    private static void WriteParameter(Utf8JsonWriter json, (StepType Type, StepParameter Parameter)[] uses, StepSummaries summaries)
    {
        json.WriteStartObject(uses[0].Parameter.ClrName == uses[0].Parameter.Name ? Capitalized(uses[0].Parameter.Name) : uses[0].Parameter.Name);
        json.WriteString("description", string.Join('\n', uses.Select(use => Describe(use.Type, use.Parameter, summaries))));
        if (uses[0].Parameter.Default is { } value && uses.All(use => value.Equals(use.Parameter.Default)))
            json.WriteString("defaultValue", value.Shortened(MaxDefault));

        if (uses.All(use => use.Parameter.Type.Kind is ParameterKind.List or ParameterKind.Set or ParameterKind.InputFiles))
            json.WriteBoolean("isList", true);

        WriteType(json, uses[0].Parameter.Type, isShared: uses.All(use => SameType(use.Parameter.Type, uses[0].Parameter.Type)));
        json.WriteEndObject();
    }

    private static string Describe(StepType type, StepParameter parameter, StepSummaries summaries)
    {
        var value = parameter.Default is { } given ? $"default {given.Shortened(MaxDefault)}" : "required";
        var summary = summaries.Of(type, parameter);
        return $"{type.ClassName}: {parameter.Type}, {value}.{(summary is null ? "" : " " + summary)}";
    }

    private static bool SameType(ParameterType one, ParameterType other) => one.Kind == other.Kind && one.Name.Equals(other.Name);

    private static void WriteType(Utf8JsonWriter json, ParameterType type, bool isShared)
    {
        var values = isShared ? type.Kind switch
        {
            ParameterKind.Boolean => ["true", "false"],
            ParameterKind.Enumeration => [.. type.EnumMembers.Select(member => member.Name)],
            _ => [],
        } : (string[])[];
        if (values.Length > 0)
            WriteValues(json, values);
        else if (isShared && type.Kind is ParameterKind.InputFile or ParameterKind.InputFiles)
            json.WriteString("type", "file");
    }

    private static void WriteValues(Utf8JsonWriter json, string[] values)
    {
        json.WriteStartObject("type");
        json.WriteBoolean("allowUnknownValues", true);
        json.WriteStartObject("values");
        foreach (var value in values)
            json.WriteString(value, "");

        json.WriteEndObject();
        json.WriteEndObject();
    }

    // Parameters in C# begin with a small letter, metadata in MSBuild with a capital one; case is ignored.
    private static string Capitalized(string name) => char.ToUpperInvariant(name[0]) + name[1..];
}
