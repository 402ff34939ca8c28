using System.Collections;
using System.Numerics;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace Tango.Formats.Json;

/// <summary>
/// Writes a value that could not be stored, for its author: every field of its objects, whatever their declared types. It is never read again, so it may contain values that JSON
/// cannot restore.
/// </summary>
internal sealed class UnstoredJson
{
    private const int BytesAtATime = 64 * 1024;

    // Utf8JsonWriter supports 1000 levels at most.
    private const int MaxDepth = 900;

    private readonly Utf8JsonWriter _json;
    private readonly HashSet<object> _around = new(ReferenceEqualityComparer.Instance);

    private UnstoredJson(Utf8JsonWriter json) => _json = json;

    /// <summary>Writes a value.</summary>
    /// <param name="declared">Its declared type: other types are named in the output.</param>
    public static void Write(object value, Type declared, Stream stream)
    {
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = ResultJson.WriterOptions.Encoder, Indented = true, MaxDepth = MaxDepth + 100 });
        new UnstoredJson(json).Write(value, declared);
    }

    private void Write(object? value, Type declared)
    {
        if (_json.BytesPending > BytesAtATime)
            _json.Flush();

        switch (value)
        {
            case null:
            case var _ when ArrayWithoutItems.Is(value):
                _json.WriteNullValue();
                break;
            case string text:
                WriteText(text);
                break;
            case char character:
                WriteText(character.ToString());
                break;
            case var _ when IsValue(value):
                JsonSerializer.Serialize(_json, value, value.GetType(), ResultJson.Options);
                break;
            case var _ when !value.GetType().IsValueType && !_around.Add(value):
                _json.WriteStringValue($"(the {ReadableName.Format(value.GetType())} around it)");
                break;
            case var _ when _json.CurrentDepth >= MaxDepth || !RuntimeHelpers.TryEnsureSufficientExecutionStack():
                _json.WriteStringValue($"({ReadableName.Format(value.GetType())}: too deep to be shown)");
                break;
            default:
                WriteParts(value, declared);
                _around.Remove(value);
                break;
        }
    }

    private static bool IsValue(object value) => value is not (nint or nuint)
        && (value.GetType() is { IsPrimitive: true } or { IsEnum: true }
            || value is decimal or DateTime or DateTimeOffset or DateOnly or TimeOnly or TimeSpan or Guid or Half or Int128 or UInt128 or Uri or Version or JsonElement);

    private void WriteParts(object value, Type declared)
    {
        var type = value.GetType();
        if (value is IDictionary map && map.Keys.Cast<object>().All(key => key is string name && IsWhole(name)))
        {
            WriteMap(map);
        }
        else if (value is IEnumerable items)
        {
            WriteItems(items);
        }
        else if (JsonFidelity.IsFramework(type) && !type.IsValueType && value is not ITuple || value is BigInteger or nint or nuint)
        {
            // Private fields of framework types mean nothing to users.
            WriteText(value.ToString() ?? "");
        }
        else
        {
            WriteFields(value, type, declared);
        }
    }

    private void WriteMap(IDictionary map)
    {
        _json.WriteStartObject();
        var item = map.GetType().GetGenericArguments() is [_, var only] ? only : typeof(object);
        foreach (DictionaryEntry entry in map)
        {
            _json.WritePropertyName((string)entry.Key);
            Write(entry.Value, item);
        }

        _json.WriteEndObject();
    }

    private void WriteItems(IEnumerable items)
    {
        _json.WriteStartArray();
        var type = items.GetType();
        var item = type.IsArray ? type.GetElementType()! : type.GetGenericArguments() is [var only] ? only : typeof(object);
        foreach (var one in items)
            Write(one, item);

        _json.WriteEndArray();
    }

    private void WriteFields(object value, Type type, Type declared)
    {
        _json.WriteStartObject();
        if (type != declared && Nullable.GetUnderlyingType(declared) != type && !JsonFidelity.IsFramework(type))
            _json.WriteString("$type", ReadableName.Format(type));

        for (var level = type; level is not null && level != typeof(object) && level != typeof(ValueType); level = level.BaseType)
        {
            foreach (var field in level.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                if (!field.FieldType.IsPointer && !field.FieldType.IsFunctionPointer)
                {
                    _json.WritePropertyName(ObjectMembers.PropertyOf(field) ?? field.Name);
                    Write(field.GetValue(value), field.FieldType);
                }
            }
        }

        _json.WriteEndObject();
    }

    // JSON's grammar can represent half a surrogate pair with an escape, but .NET's writers cannot.
    private void WriteText(string text)
    {
        if (IsWhole(text))
        {
            _json.WriteStringValue(text);
            return;
        }

        var raw = new StringBuilder("\"");
        foreach (var character in text)
        {
            if (character is >= ' ' and <= '~' and not ('"' or '\\'))
                raw.Append(character);
            else
                raw.Append(System.Globalization.CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
        }

        _json.WriteRawValue(raw.Append('"').ToString(), skipInputValidation: true);
    }

    private static bool IsWhole(string text) => !WholeStringConverter.HasHalfPair(text);
}
