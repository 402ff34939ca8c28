using Tango.Steps.Metadata;

namespace Tango.Steps.CodeFingerprints;

/// <summary>The names by which people are told what a fingerprint is made of.</summary>
internal static class CodeEntryNames
{
    internal static string Of(CodeNode node) => node.Kind switch
    {
        CodeNodeKind.Method => OfMethod(node),
        CodeNodeKind.Serialized => "members of " + NameOf(node.Type),
        _ => "type " + NameOf(node.Type),
    };

    private static string OfMethod(CodeNode node)
    {
        var reader = node.Assembly.Reader;
        var method = reader.GetMethodDefinition(node.Method);
        var signature = node.Assembly.SignatureOf(method);
        var type = NameOf(node.Assembly.Defined(method.GetDeclaringType()));
        return $"{type}.{reader.GetString(method.Name).TrimStart('.')}({string.Join(", ", signature.ParameterTypes.Select(parameter => parameter.ToTypeName()))})";
    }

    private static string NameOf(DefinedType type) => CanonicalNames.WithoutOrdinal(type).Replace('+', '.');
}
