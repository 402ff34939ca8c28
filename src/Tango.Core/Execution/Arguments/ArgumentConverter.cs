using System.Text.Json;
using System.Text.Json.Nodes;
using Tango.Execution.Results;
using Tango.Parameters;

namespace Tango.Execution.Arguments;

/// <summary>Creates the arguments of a step's method from its argument values.</summary>
internal sealed class ArgumentConverter
{
    private readonly Func<StepReference, object?> _resolve;

    /// <param name="resolve">Returns the result, or the part of one, that a reference names.</param>
    public ArgumentConverter(Func<StepReference, object?> resolve) => _resolve = resolve;

    public object? Convert(ArgumentValue value, Type type) => value switch
    {
        ArgumentValue.Null => null,
        ArgumentValue.InMemory { Value: Array items } => ResultAdapter.Adapt(items.Clone(), type),
        ArgumentValue.InMemory inMemory => ResultAdapter.Adapt(inMemory.Value, type),
        ArgumentValue.Reference reference => ResultAdapter.Adapt(_resolve(reference.Target), type),
        ArgumentValue.Secret secret => SecretVariable.Read(secret.Variable) ?? throw new SecretNotSetException(secret.Variable),
        ArgumentValue.File file => FileOf(file, type),
        ArgumentValue.Files files => new InputFiles([.. files.Items.Select(file => new InputFile(file.FullPath))]),
        _ => ConvertData(value, Nullable.GetUnderlyingType(type) ?? type),
    };

    private static object FileOf(ArgumentValue.File file, Type type) =>
        type == typeof(FileInfo) ? new FileInfo(file.FullPath) : new InputFile(file.FullPath);

    private object? ConvertData(ArgumentValue value, Type type)
    {
        if (ScalarParser.Handles(type))
            return ScalarParser.Parse(value, type);

        if (value is ArgumentValue.List list && CollectionFactory.ElementOf(type) is { } element)
        {
            var items = Array.CreateInstance(element, list.Items.Length);
            for (var index = 0; index < items.Length; index++)
                items.SetValue(Convert(list.Items[index], element), index);

            return CollectionFactory.Create(type, items);
        }

        if (value is ArgumentValue.Map map && CollectionFactory.ValueOf(type) is { } valueType)
        {
            var members = map.Members.Select(member => KeyValuePair.Create(member.Key, Convert(member.Value, valueType)));
            return CollectionFactory.CreateMap(type, valueType, [.. members]) ?? FromJson(value, type);
        }

        return FromJson(value, type);
    }

    private object? FromJson(ArgumentValue value, Type type) => ToJson(value).Deserialize(type, ArgumentJson.Options);

    // A reference inside free-form JSON becomes the JSON of the result.
    private JsonNode? ToJson(ArgumentValue value) => value switch
    {
        ArgumentValue.Map map => new JsonObject(map.Members.Select(member => KeyValuePair.Create(member.Key, ToJson(member.Value)))),
        ArgumentValue.List list => new JsonArray([.. list.Items.Select(ToJson)]),
        ArgumentValue.Reference reference when _resolve(reference.Target) is { } result =>
            JsonSerializer.SerializeToNode(result, result.GetType(), ArgumentJson.Options),
        ArgumentValue.InMemory inMemory => JsonSerializer.SerializeToNode(inMemory.Value, inMemory.Value.GetType(), ArgumentJson.Options),
        ArgumentValue.File file => JsonValue.Create(file.FullPath),
        ArgumentValue.JsonNumber number => JsonNode.Parse(CanonicalNumber.ToPlain(number.Text)),
        ArgumentValue.Enumeration enumeration => JsonValue.Create(enumeration.Number),
        ArgumentValue.Scalar { Value: bool flag } => JsonValue.Create(flag),
        ArgumentValue.Scalar { Value: long number } => JsonValue.Create(number),
        ArgumentValue.Scalar { Value: double number } => JsonValue.Create(number),
        ArgumentValue.Scalar scalar => JsonValue.Create(ScalarText.Format(scalar.Value)),
        _ => null,
    };
}
