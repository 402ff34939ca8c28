using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Metadata;
using TypeName = Tango.Parameters.TypeName;

namespace Tango.Steps.Metadata;

/// <summary>The method a step runs, where it is defined.</summary>
/// <param name="Holder">The type that declares it: the step class or one of its bases.</param>
/// <param name="Handle">The method.</param>
/// <param name="TypeArguments">What the holder's type parameters stand for.</param>
internal sealed record RunMethod(DefinedType Holder, MethodDefinitionHandle Handle, ImmutableArray<TypeSignature> TypeArguments)
{
    internal AssemblyImage File => Holder.Assembly;

    internal MethodDefinition Definition => File.Reader.GetMethodDefinition(Handle);

    internal string Name => File.Reader.GetString(Definition.Name);

    /// <summary>The signature as written, type parameters not filled in.</summary>
    internal MethodSignature<TypeSignature> Signature => File.SignatureOf(Definition);

    internal bool IsPublic => (Definition.Attributes & MethodAttributes.MemberAccessMask) == MethodAttributes.Public;

    internal bool IsStatic => (Definition.Attributes & MethodAttributes.Static) != 0;

    internal bool IsGeneric => Definition.GetGenericParameters().Count > 0;

    internal IEnumerable<TypeName> ParameterTypes => Signature.ParameterTypes.Select(type => type.Substitute(TypeArguments).ToTypeName());

    internal TypeSignature ReturnType => Signature.ReturnType.Substitute(TypeArguments);

    /// <summary>The name and parameter types as C# writes them.</summary>
    public override string ToString() => $"{Name}({string.Join(", ", ParameterTypes)})";
}
