using System.Collections.Immutable;
using System.Text.Json;

namespace Tango.Parameters;

/// <summary>
/// Converts a value of a declaration to a parameter's type: single values from text, lists from <c>a;b;c</c> or JSON, others from JSON. Derived classes read references, inline
/// steps and files of the project.
/// </summary>
internal abstract class ValueReader
{
    private protected static readonly ParameterType FreeFormType = new(ParameterKind.Object, new TypeName("System.Object"), IsNullable: true);

    /// <summary>Reads a value from text.</summary>
    /// <param name="parts">The text split at its unescaped <c>;</c>, or default if there are none.</param>
    public Conversion FromText(ParameterType type, string text, ImmutableArray<string> parts)
    {
        if (ReadReference(type, text, parts) is { } reference)
            return reference;

        switch (type.Kind)
        {
            case ParameterKind.InputFile or ParameterKind.InputFiles:
                return ReadFiles(type, parts.IsDefault ? [text] : parts);
            case ParameterKind.List or ParameterKind.Set:
                return LooksLikeJson(text, '[') ? FromJsonText(type, text) : FromParts(type, text, parts);
            case ParameterKind.Map:
                return LooksLikeJson(text, '{') ? FromJsonText(type, text) : FromPairs(type, text, parts);
            case ParameterKind.Object:
                return FromJsonText(type, text);
            default:
                return ScalarReader.Read(type, text);
        }
    }

    /// <summary>Reads a value from JSON.</summary>
    public Conversion FromJson(ParameterType type, JsonElement json)
    {
        try
        {
            return FromElement(type, json);
        }
        catch (InvalidOperationException exception)
        {
            // JSON with half of a surrogate pair, which is not valid text.
            return Conversion.Fail(exception.Message);
        }
    }

    /// <summary>Reads a text that refers to steps; null if it does not.</summary>
    /// <param name="parts">The text split at its unescaped <c>;</c>, or default if there are none.</param>
    protected abstract Conversion? ReadReference(ParameterType type, string text, ImmutableArray<string> parts);

    /// <summary>Reads a JSON object that refers to a step or declares one inline; null if it is plain data.</summary>
    protected abstract Conversion? ReadStep(ParameterType type, JsonElement json);

    /// <summary>Reads the paths of input files.</summary>
    /// <param name="type"><see cref="ParameterKind.InputFile"/> or <see cref="ParameterKind.InputFiles"/>.</param>
    /// <param name="paths">Paths or globs as written.</param>
    protected abstract Conversion ReadFiles(ParameterType type, ImmutableArray<string> paths);

    private static bool LooksLikeJson(string text, char opening) => text.AsSpan().TrimStart().StartsWith([opening]);

    private Conversion FromJsonText(ParameterType type, string text)
    {
        try
        {
            using var document = ArgumentJson.Parse(text);
            return FromJson(type, document.RootElement.Clone());
        }
        catch (JsonException exception)
        {
            return Conversion.Fail($"Write it as JSON: {exception.Message}");
        }
    }

    private Conversion FromElement(ParameterType type, JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.Object && ReadStep(type, json) is { } step)
            return step;

        if (json.ValueKind == JsonValueKind.Null)
        {
            return type.IsNullable || type.Kind == ParameterKind.Object
                ? Conversion.From(ArgumentValue.Null.Instance)
                : Conversion.Fail($"{type} cannot be null.");
        }

        return type.Kind switch
        {
            ParameterKind.List or ParameterKind.Set => FromJsonArray(type, json),
            ParameterKind.Map => FromJsonObject(type, json),
            ParameterKind.Object => FreeForm(json),
            ParameterKind.InputFile or ParameterKind.InputFiles => FilesFromJson(type, json),
            _ => SingleFromJson(type, json),
        };
    }

    // As in MSBuild, white space around the items of a list and empty items are ignored.
    private Conversion FromParts(ParameterType type, string text, ImmutableArray<string> parts)
    {
        var items = ImmutableArray.CreateBuilder<ArgumentValue>();
        foreach (var part in parts.IsDefault ? [text] : parts)
        {
            var trimmed = part.Trim();
            if (trimmed.Length == 0)
                continue;

            var item = FromText(type.Element!, trimmed, default);
            if (item.Value is null)
                return Conversion.Fail($"'{trimmed}': {item.Problem}");

            items.Add(item.Value);
        }

        return Conversion.From(ListOf(type, items.DrainToImmutable()));
    }

    private Conversion FromPairs(ParameterType type, string text, ImmutableArray<string> parts)
    {
        var members = new SortedDictionary<string, ArgumentValue>(StringComparer.Ordinal);
        foreach (var part in parts.IsDefault ? [text] : parts)
        {
            var trimmed = part.Trim();
            if (trimmed.Length == 0)
                continue;

            var equals = trimmed.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0)
                return Conversion.Fail("Write name=value;name=value, or a JSON object.");

            var value = FromText(type.Element!, trimmed[(equals + 1)..].Trim(), default);
            if (value.Value is null)
                return Conversion.Fail($"'{trimmed}': {value.Problem}");

            members[trimmed[..equals].Trim()] = value.Value;
        }

        return Conversion.From(new ArgumentValue.Map([.. members]));
    }

    private Conversion FromJsonArray(ParameterType type, JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Array)
            return Conversion.Fail("Write a JSON array: […].");

        var items = ImmutableArray.CreateBuilder<ArgumentValue>(json.GetArrayLength());
        foreach (var element in json.EnumerateArray())
        {
            var item = FromElement(type.Element!, element);
            if (item.Value is null)
                return Conversion.Fail($"Item {items.Count}: {item.Problem}");

            items.Add(item.Value);
        }

        return Conversion.From(ListOf(type, items.DrainToImmutable()));
    }

    private Conversion FromJsonObject(ParameterType type, JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object)
            return Conversion.Fail("Write a JSON object: {…}.");

        return ReadMembers(json, value => FromElement(type.Element!, value));
    }

    private Conversion FreeForm(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => ReadMembers(json, FreeFormChild),
        JsonValueKind.Array => FreeFormArray(json),
        JsonValueKind.String => Conversion.FromScalar(json.GetString()!),
        JsonValueKind.Number => Conversion.From(new ArgumentValue.JsonNumber(CanonicalNumber.From(json.GetRawText()))),
        JsonValueKind.True => Conversion.FromScalar(true),
        JsonValueKind.False => Conversion.FromScalar(false),
        _ => Conversion.From(ArgumentValue.Null.Instance),
    };

    private Conversion FreeFormChild(JsonElement json) => FromElement(FreeFormType, json);

    private Conversion FreeFormArray(JsonElement json)
    {
        var items = ImmutableArray.CreateBuilder<ArgumentValue>(json.GetArrayLength());
        foreach (var element in json.EnumerateArray())
        {
            var item = FreeFormChild(element);
            if (item.Value is null)
                return item;

            items.Add(item.Value);
        }

        return Conversion.From(new ArgumentValue.List(items.DrainToImmutable()));
    }

    private static Conversion ReadMembers(JsonElement json, Func<JsonElement, Conversion> read)
    {
        var members = new SortedDictionary<string, ArgumentValue>(StringComparer.Ordinal);
        foreach (var property in json.EnumerateObject())
        {
            var value = read(property.Value);
            if (value.Value is null)
                return Conversion.Fail($"'{property.Name}': {value.Problem}");

            members[property.Name] = value.Value;
        }

        return Conversion.From(new ArgumentValue.Map([.. members]));
    }

    private Conversion FilesFromJson(ParameterType type, JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => ReadFiles(type, [json.GetString()!]),
        JsonValueKind.Array when json.EnumerateArray().All(path => path.ValueKind == JsonValueKind.String) =>
            ReadFiles(type, [.. json.EnumerateArray().Select(path => path.GetString()!)]),
        _ => Conversion.Fail("Write a path, or a JSON array of paths."),
    };

    private static Conversion SingleFromJson(ParameterType type, JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => ScalarReader.Read(type, json.GetString()!),
        JsonValueKind.Number when type.Kind != ParameterKind.Text => ScalarReader.Read(type, json.GetRawText()),
        JsonValueKind.True or JsonValueKind.False when type.Kind == ParameterKind.Boolean => Conversion.FromScalar(json.GetBoolean()),
        _ => Conversion.Fail($"A JSON {json.ValueKind.ToString().ToLowerInvariant()} is not a {type}."),
    };

    // A set has no order and no duplicates: it is sorted by text so that equal sets are equal values.
    internal static ArgumentValue.List ListOf(ParameterType type, ImmutableArray<ArgumentValue> items) =>
        type.Kind == ParameterKind.Set
            ? new([.. items.Distinct().OrderBy(item => item.ToString(), StringComparer.Ordinal)], IsSet: true)
            : new(items);
}
