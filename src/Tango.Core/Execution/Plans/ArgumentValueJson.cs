using System.Globalization;
using System.Text.Json;
using Tango.Formats.Json;
using Tango.Parameters;

namespace Tango.Execution.Plans;

/// <summary>Argument values in the plan file: plain JSON if possible, otherwise objects with the single member <c>$tango</c>. The rest follows from the parameter's type.</summary>
internal static class ArgumentValueJson
{
    private const string Mark = "$tango";

    public static void Write(Utf8JsonWriter writer, ArgumentValue value)
    {
        switch (value)
        {
            case ArgumentValue.Null: writer.WriteNullValue(); break;
            case ArgumentValue.Scalar scalar: WriteScalar(writer, scalar.Value); break;
            case ArgumentValue.Enumeration enumeration: writer.WriteNumberValue(enumeration.Number); break;
            case ArgumentValue.JsonNumber number: writer.WriteRawValue(CanonicalNumber.ToPlain(number.Text)); break;
            case ArgumentValue.List list: WriteItems(writer, list.Items); break;
            case ArgumentValue.Map map: WriteMap(writer, map); break;
            case ArgumentValue.File file: WriteMarked(writer, "file", () => WriteFile(writer, file)); break;
            case ArgumentValue.Files files: WriteMarked(writer, "files", () => WriteFiles(writer, files)); break;
            case ArgumentValue.Secret secret: WriteMarked(writer, "secret", () => writer.WriteStringValue(secret.Variable)); break;
            case ArgumentValue.Reference reference: WriteMarked(writer, "ref", () => WriteReference(writer, reference.Target)); break;
            default: throw new InvalidOperationException($"{value.GetType().Name} cannot leave the process.");
        }
    }

    public static ArgumentValue Read(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Null => ArgumentValue.Null.Instance,
        JsonValueKind.True => new ArgumentValue.Scalar(true),
        JsonValueKind.False => new ArgumentValue.Scalar(false),
        JsonValueKind.String => new ArgumentValue.Scalar(json.GetString()!),
        JsonValueKind.Number => new ArgumentValue.JsonNumber(CanonicalNumber.From(json.GetRawText())),
        JsonValueKind.Array => new ArgumentValue.List([.. json.EnumerateArray().Select(Read)]),
        _ => json.TryGetProperty(Mark, out var marked) ? ReadMarked(marked) : ReadMap(json),
    };

    private static void WriteScalar(Utf8JsonWriter writer, object value)
    {
        switch (value)
        {
            case bool flag: writer.WriteBooleanValue(flag); break;
            case long number: writer.WriteNumberValue(number); break;
            case ulong number: writer.WriteNumberValue(number); break;
            case decimal number: writer.WriteNumberValue(number); break;
            case double number when double.IsFinite(number) && !IsNegativeZero(number): writer.WriteNumberValue(number); break;
            case System.Numerics.BigInteger number: writer.WriteRawValue(number.ToString(CultureInfo.InvariantCulture)); break;
            default: WriteText(writer, ScalarText.Format(value)); break;
        }
    }

    // JSON numbers have no negative zero, so it is written as text.
    private static bool IsNegativeZero(double number) => number == 0 && double.IsNegative(number);

    // A JSON string cannot contain half of a surrogate pair, but a default value in C# may.
    private static void WriteText(Utf8JsonWriter writer, string text)
    {
        if (!WholeStringConverter.HasHalfPair(text))
        {
            writer.WriteStringValue(text);
            return;
        }

        WriteMarked(writer, "text", () =>
        {
            writer.WriteStartArray();
            foreach (var unit in text)
                writer.WriteNumberValue(unit);

            writer.WriteEndArray();
        });
    }

    private static void WriteItems(Utf8JsonWriter writer, IEnumerable<ArgumentValue> items)
    {
        writer.WriteStartArray();
        foreach (var item in items)
            Write(writer, item);

        writer.WriteEndArray();
    }

    // A user's map with a member of the name of our marker is wrapped, to distinguish it from ours.
    private static void WriteMap(Utf8JsonWriter writer, ArgumentValue.Map map)
    {
        if (map.Members.Any(member => member.Key == Mark))
            WriteMarked(writer, "map", () => WriteMembers(writer, map));
        else
            WriteMembers(writer, map);
    }

    private static void WriteMembers(Utf8JsonWriter writer, ArgumentValue.Map map)
    {
        writer.WriteStartObject();
        foreach (var (name, value) in map.Members)
        {
            writer.WritePropertyName(name);
            Write(writer, value);
        }

        writer.WriteEndObject();
    }

    private static void WriteMarked(Utf8JsonWriter writer, string kind, Action content)
    {
        writer.WriteStartObject();
        writer.WriteStartObject(Mark);
        writer.WritePropertyName(kind);
        content();
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteFile(Utf8JsonWriter writer, ArgumentValue.File file)
    {
        writer.WriteStartArray();
        writer.WriteStringValue(file.FullPath);
        writer.WriteStringValue(file.RelativePath);
        writer.WriteEndArray();
    }

    private static void WriteFiles(Utf8JsonWriter writer, ArgumentValue.Files files)
    {
        writer.WriteStartArray();
        foreach (var file in files.Items)
            WriteFile(writer, file);

        writer.WriteEndArray();
    }

    private static void WriteReference(Utf8JsonWriter writer, StepReference reference)
    {
        writer.WriteStartArray();
        writer.WriteStringValue(reference.Step);
        foreach (var part in reference.Path)
            writer.WriteStringValue(part);

        writer.WriteEndArray();
    }

    private static ArgumentValue ReadMarked(JsonElement marked)
    {
        var property = marked.EnumerateObject().Single();
        return property.Name switch
        {
            "file" => ReadFile(property.Value),
            "files" => new ArgumentValue.Files([.. property.Value.EnumerateArray().Select(ReadFile)]),
            "ref" => ReadReference(property.Value),
            "secret" => new ArgumentValue.Secret(property.Value.GetString()!),
            "map" => ReadMap(property.Value),
            "text" => new ArgumentValue.Scalar(string.Concat(property.Value.EnumerateArray().Select(unit => (char)unit.GetUInt16()))),
            _ => throw new JsonException($"'{property.Name}' is not a kind of argument."),
        };
    }

    private static ArgumentValue.File ReadFile(JsonElement json) => new(json[0].GetString()!, json[1].GetString()!);

    private static ArgumentValue.Reference ReadReference(JsonElement json)
    {
        var parts = json.EnumerateArray().Select(part => part.GetString()!).ToList();
        return new ArgumentValue.Reference(new StepReference(parts[0], [.. parts.Skip(1)]));
    }

    private static ArgumentValue.Map ReadMap(JsonElement json) =>
        new([.. json.EnumerateObject().Select(property => KeyValuePair.Create(property.Name, Read(property.Value)))]);
}
