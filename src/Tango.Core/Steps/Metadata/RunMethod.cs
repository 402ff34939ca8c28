using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Metadata;
using TypeName = Tango.Parameters.TypeName;

namespace Tango.Steps.Metadata;

/// <summary>The method that a step runs, with its definition.</summary>
/// <param name="Holder">Its declaring type: the step class or one of its bases.</param>
/// <param name="TypeArguments">The type arguments of the declaring type.</param>
internal sealed record RunMethod(DefinedType Holder, MethodDefinitionHandle Handle, ImmutableArray<TypeSignature> TypeArguments)
{
    internal AssemblyImage File => Holder.Assembly;

    internal MethodDefinition Definition => File.Reader.GetMethodDefinition(Handle);

    internal string Name => File.Reader.GetString(Definition.Name);

    /// <summary>The signature in metadata, with type parameters.</summary>
    internal MethodSignature<TypeSignature> Signature => File.SignatureOf(Definition);

    internal bool IsPublic => (Definition.Attributes & MethodAttributes.MemberAccessMask) == MethodAttributes.Public;

    internal bool IsStatic => (Definition.Attributes & MethodAttributes.Static) != 0;

    internal bool IsGeneric => Definition.GetGenericParameters().Count > 0;

    internal IEnumerable<TypeName> ParameterTypes => Signature.ParameterTypes.Select(type => type.Substitute(TypeArguments).ToTypeName());

    internal TypeSignature ReturnType => Signature.ReturnType.Substitute(TypeArguments);

    /// <summary>The name and parameter types in C# syntax.</summary>
    public override string ToString() => $"{Name}({string.Join(", ", ParameterTypes)})";
}
