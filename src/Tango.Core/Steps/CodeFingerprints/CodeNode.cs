using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using Tango.Steps.Metadata;

namespace Tango.Steps.CodeFingerprints;

/// <summary>A method or type of the user's assemblies, and how far it is reached. There is one object for each (<see cref="CodeNodes"/>).</summary>
internal sealed class CodeNode(CodeNodeKind kind, AssemblyImage assembly, int token)
{
    internal CodeNodeKind Kind => kind;

    internal AssemblyImage Assembly => assembly;

    internal EntityHandle Handle => MetadataTokens.EntityHandle(token);

    internal MethodDefinitionHandle Method => (MethodDefinitionHandle)Handle;

    internal DefinedType Type => assembly.Defined((TypeDefinitionHandle)Handle);

    /// <summary>Its content; null until it is read.</summary>
    internal CodeUnit? Unit { get; set; }
}
