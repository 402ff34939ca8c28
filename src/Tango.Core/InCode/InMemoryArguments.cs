using Tango.Parameters;

namespace Tango.InCode;

/// <summary>Converts arguments back to objects, as code would pass them.</summary>
internal static class InMemoryArguments
{
    /// <summary>Creates the object.</summary>
    /// <param name="references">The steps of the references in it.</param>
    public static object? ToObject(ArgumentValue value, IReadOnlyDictionary<string, Step> references) => value switch
    {
        ArgumentValue.Null => null,
        ArgumentValue.Scalar scalar => scalar.Value,
        ArgumentValue.Enumeration enumeration => enumeration.Text,
        ArgumentValue.JsonNumber number => System.Text.Json.Nodes.JsonNode.Parse(CanonicalNumber.ToPlain(number.Text)),
        ArgumentValue.Reference { Target: { Path.IsEmpty: true } target } => references[target.Step],
        ArgumentValue.Reference reference => references[reference.Target.Step].Part(reference.Target.Path),
        ArgumentValue.List list => list.Items.Select(item => ToObject(item, references)).ToList(),
        ArgumentValue.Map map => map.Members.ToDictionary(member => member.Key, member => ToObject(member.Value, references)),
        ArgumentValue.Secret secret => secret.ToString(),
        ArgumentValue.File file => new InputFile(file.FullPath),
        ArgumentValue.Files files => new InputFiles([.. files.Items.Select(file => new InputFile(file.FullPath))]),
        ArgumentValue.InMemory inMemory => inMemory.Value,
        _ => throw new InvalidOperationException($"{value.GetType().Name} is no object."),
    };
}
