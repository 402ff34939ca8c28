using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using Tango.Steps.Metadata;

namespace Tango.Steps.CodeFingerprints;

/// <summary>A method or type of the user's assemblies, as reached.</summary>
internal readonly record struct CodeNode(CodeNodeKind Kind, AssemblyImage Assembly, int Token)
{
    internal static CodeNode Of(CodeNodeKind kind, DefinedType type) => new(kind, type.Assembly, MetadataTokens.GetToken(type.Handle));

    internal static CodeNode Of(AssemblyImage file, MethodDefinitionHandle method) => new(CodeNodeKind.Method, file, MetadataTokens.GetToken(method));

    internal MethodDefinitionHandle Method => (MethodDefinitionHandle)MetadataTokens.Handle(Token);

    internal DefinedType Type => new(Assembly, (TypeDefinitionHandle)MetadataTokens.Handle(Token));
}
