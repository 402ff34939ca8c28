using System.Collections;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tango.Formats;
using Tango.Formats.Json;
using Tango.Graph.Binding;
using Tango.Parameters;

namespace Tango.Graph.InMemory;

/// <summary>
/// Converts an object in code to its parameter's type, with the same value as from a declaration. Steps in it become references, at any depth of lists, dictionaries and
/// anonymous objects.
/// </summary>
internal sealed class InMemoryValueReader
{
    // Deeper objects are probably cyclic.
    private const int MaxDepth = 64;

    private static readonly ParameterType FreeForm = new(ParameterKind.Object, new TypeName("System.Object"), IsNullable: true);

    private readonly ArgumentReader _arguments;
    private readonly bool _isInId;

    /// <param name="arguments">Reads references, files and JSON.</param>
    /// <param name="isInId">Whether the value is part of the unique id, so that it must have an encoding.</param>
    public InMemoryValueReader(ArgumentReader arguments, bool isInId)
    {
        _arguments = arguments;
        _isInId = isInId;
    }

    public Conversion Read(ParameterType type, object? value) => Read(type, value, 0);

    private static bool HoldsStep(object? value, int depth) => value switch
    {
        null or string => false,
        Step or StepPart => true,
        _ when depth == MaxDepth || value.GetType().IsPrimitive => false,
        IDictionary map => map.Values.Cast<object?>().Any(item => HoldsStep(item, depth + 1)),
        Array array when array.GetType().GetElementType()!.IsPrimitive => false,
        ICollection items => items.Cast<object?>().Any(item => HoldsStep(item, depth + 1)),
        _ when InMemoryTypes.IsAnonymous(value.GetType()) => InMemoryMembers.FromObject(value).Any(member => HoldsStep(member.Value, depth + 1)),
        _ => false,
    };

    private static Conversion Wrong(ParameterType type, object value) =>
        Conversion.Fail($"A {ReadableName.Format(value.GetType())} is not a {type}.");

    private static Conversion ReadSingle(ParameterType type, object value)
    {
        var name = value.GetType().FullName!;
        return value switch
        {
            string text => ScalarReader.Read(type, text),
            Enum when type.Kind == ParameterKind.Enumeration => name == type.Name.FullName ? Conversion.From(Named(type, (Enum)value)) : Wrong(type, value),
            _ when ScalarTypes.Find(name) is { IsNumber: true } => ReadNumber(type, value),
            _ when name == type.Name.FullName => Conversion.FromScalar(value),
            _ => Wrong(type, value),
        };
    }

    private static Conversion ReadNumber(ParameterType type, object value)
    {
        if (type.Kind is not (ParameterKind.Integer or ParameterKind.Float or ParameterKind.Decimal or ParameterKind.Enumeration))
            return Wrong(type, value);

        // As C# widens it: 0.1f is not 0.1.
        var widened = value switch
        {
            float number when type.Name.FullName == "System.Double" => (double)number,
            Half number when type.Name.FullName == "System.Double" => (double)number,
            _ => value,
        };
        return ScalarReader.Read(type, ScalarText.Format(widened));
    }

    private static ArgumentValue.Enumeration Named(ParameterType type, Enum value) =>
        EnumerationText.From(type, Enum.GetUnderlyingType(value.GetType()) == typeof(ulong)
            ? unchecked((long)Convert.ToUInt64(value, System.Globalization.CultureInfo.InvariantCulture))
            : Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture));

    private Conversion Read(ParameterType type, object? value, int depth)
    {
        if (depth > MaxDepth)
            return Conversion.Fail($"It is nested more than {MaxDepth} levels deep, or contains itself.");

        return value switch
        {
            null => type.IsNullable || type.Kind == ParameterKind.Object
                ? Conversion.From(ArgumentValue.Null.Instance)
                : Conversion.Fail($"{type} cannot be null."),
            Step step => _arguments.Refer(step, [], type),
            StepPart part => _arguments.Refer(part.Step, [.. part.Path], type),
            JsonElement json => _arguments.FromJson(type, json.Clone()),
            JsonNode node => ArgumentJson.ToElement(node) is { } json ? _arguments.FromJson(type, json) : Conversion.Fail(ArgumentJson.TooDeep),
            _ => ReadValue(type, value, depth),
        };
    }

    private Conversion ReadValue(ParameterType type, object value, int depth) => type.Kind switch
    {
        ParameterKind.InputFile or ParameterKind.InputFiles => ReadFiles(type, value),
        ParameterKind.List or ParameterKind.Set => ReadItems(type, value, depth),
        ParameterKind.Map => InMemoryMembers.FromDictionary(value) is { } members ? ReadMembers(type.Element!, members, depth) : Wrong(type, value),
        ParameterKind.Object => ReadObject(type, value, depth),
        _ => ReadSingle(type, value),
    };

    private Conversion ReadFiles(ParameterType type, object value) => value switch
    {
        string path => _arguments.ReadPaths(type, [path]),
        InputFile file => _arguments.ReadPaths(type, [file.Path]),
        FileInfo file => _arguments.ReadPaths(type, [file.FullName]),
        IEnumerable<string> paths => _arguments.ReadPaths(type, [.. paths]),
        IEnumerable<InputFile> files => _arguments.ReadPaths(type, [.. files.Select(file => file.Path)]),
        IEnumerable<FileInfo> files => _arguments.ReadPaths(type, [.. files.Select(file => file.FullName)]),
        _ => Wrong(type, value),
    };

    private Conversion ReadItems(ParameterType type, object value, int depth)
    {
        if (InMemoryItems.CopyOf(value) is not { } items)
            return Wrong(type, value);

        if (type.Kind == ParameterKind.List && InMemoryItems.AreOf(items, type.Element!))
            return Conversion.From(new ArgumentValue.InMemory(items, type));

        var converted = System.Collections.Immutable.ImmutableArray.CreateBuilder<ArgumentValue>(items.Length);
        foreach (var item in items)
        {
            var conversion = Read(type.Element!, item, depth + 1);
            if (conversion.Value is null)
                return Below($"Item {converted.Count}", conversion);

            converted.Add(conversion.Value);
        }

        return Conversion.From(ValueReader.ListOf(type, converted.MoveToImmutable()));
    }

    private Conversion ReadMembers(ParameterType element, IEnumerable<KeyValuePair<string, object?>> members, int depth)
    {
        var converted = new SortedDictionary<string, ArgumentValue>(StringComparer.Ordinal);
        foreach (var (name, value) in members)
        {
            var conversion = Read(element, value, depth + 1);
            if (conversion.Value is null)
                return Below($"'{name}'", conversion);

            converted[name] = conversion.Value;
        }

        return Conversion.From(new ArgumentValue.Map([.. converted]));
    }

    private Conversion ReadObject(ParameterType type, object value, int depth)
    {
        var loaded = value.GetType();
        if (InMemoryTypes.IsAnonymous(loaded))
            return ReadMembers(FreeForm, InMemoryMembers.FromObject(value), depth);

        // Below an anonymous object no type is declared, so its collections are read item by item.
        var isDeclared = InMemoryTypes.Find(loaded, type.Name) is not null;
        if (isDeclared && !(depth > 0 && value is IEnumerable and not string) && !HoldsStep(value, depth))
            return Hold(type, value);

        if (InMemoryMembers.FromDictionary(value) is { } members)
            return ReadMembers(FreeForm, members, depth);

        return isDeclared && value is IEnumerable
            ? ReadItems(new ParameterType(ParameterKind.List, FreeForm.Name) { Element = FreeForm }, value, depth)
            : Wrong(type, value);
    }

    private Conversion Hold(ParameterType type, object value)
    {
        try
        {
            if (_isInId)
                JsonFidelity.CheckWritten(value.GetType());

            return Conversion.From(new ArgumentValue.InMemory(value, type));
        }
        catch (ResultNotStorableException exception)
        {
            return Conversion.Fail(
                $"Different objects could get the same unique id: {exception.Message} Or exclude it from the id with [SkipInId] on the parameter.");
        }
    }

    // An empty problem has been reported already, so nothing is added to it.
    private static Conversion Below(string place, Conversion conversion) =>
        Conversion.Fail(conversion.Problem is { Length: > 0 } problem ? $"{place}: {problem}" : "");
}
