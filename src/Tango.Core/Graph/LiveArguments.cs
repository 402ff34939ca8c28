using Tango.Parameters;

namespace Tango.Graph;

/// <summary>Turns converted arguments back into objects as code would have given them.</summary>
internal static class LiveArguments
{
    /// <summary>The object.</summary>
    /// <param name="value">A converted value.</param>
    /// <param name="references">The steps that references in it name.</param>
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
        ArgumentValue.File file => new InputFile(file.FullPath),
        ArgumentValue.Files files => new InputFiles([.. files.Items.Select(file => new InputFile(file.FullPath))]),
        ArgumentValue.Live live => live.Value,
        _ => throw new InvalidOperationException($"{value.GetType().Name} is no object."),
    };
}
