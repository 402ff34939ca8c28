using Tango.Steps.Metadata;

namespace Tango.Steps.CodeFingerprints;

/// <summary>The names of a fingerprint's entries in messages.</summary>
internal static class CodeEntryNames
{
    /// <summary>The name of a node's text; empty for one that has none.</summary>
    internal static string Get(CodeNode node) => node.Kind switch
    {
        CodeNodeKind.Serialized or CodeNodeKind.Reflected or CodeNodeKind.ToolAttributes => "members of " + NameOf(node.Type),
        CodeNodeKind.Method => GetMethod(node),
        CodeNodeKind.Initialized or CodeNodeKind.Constructed => "type " + NameOf(node.Type),
        _ => "",
    };

    private static string GetMethod(CodeNode node)
    {
        var reader = node.Assembly.Reader;
        var method = reader.GetMethodDefinition(node.Method);
        var signature = node.Assembly.SignatureOf(method);
        var type = NameOf(node.Assembly.Defined(method.GetDeclaringType()));
        return $"{type}.{SimpleName(reader.GetString(method.Name))}({string.Join(", ", signature.ParameterTypes.Select(parameter => parameter.ToTypeName()))})";
    }

    // The name of an explicit implementation starts with the interface and its generic arguments.
    private static string SimpleName(string name) => name[(name.LastIndexOf('.') + 1)..];

    private static string NameOf(DefinedType type) => CanonicalNames.WithoutOrdinal(type).Replace('+', '.');
}
