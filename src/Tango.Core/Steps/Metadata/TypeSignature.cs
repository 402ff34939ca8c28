using System.Collections.Immutable;
using System.Reflection.Metadata;
using TypeName = Tango.Parameters.TypeName;

namespace Tango.Steps.Metadata;

/// <summary>A type in a signature of an assembly. A closed hierarchy; names are resolved only when needed (<see cref="AssemblySet.Resolve"/>).</summary>
internal abstract record TypeSignature
{
    private TypeSignature()
    {
    }

    /// <summary>A type by name; the assembly is empty for the types that signatures encode as one byte.</summary>
    internal sealed record Named(string Assembly, string FullName, bool IsValueType) : TypeSignature;

    internal sealed record Generic(Named Template, ImmutableArray<TypeSignature> Arguments) : TypeSignature;

    /// <summary>An array; rank 0 is the ordinary one-dimensional array.</summary>
    internal sealed record Array(TypeSignature Element, int Rank) : TypeSignature;

    internal sealed record Parameter(bool OfMethod, int Index) : TypeSignature;

    internal sealed record Wrapped(char Mark, TypeSignature Element) : TypeSignature
    {
        internal const char ByReference = '&';
        internal const char Pointer = '*';
        internal const char Pinned = '^';
    }

    internal sealed record Modified(TypeSignature Modifier, TypeSignature Element, bool IsRequired) : TypeSignature;

    internal sealed record Function(MethodSignature<TypeSignature> Signature) : TypeSignature;

    internal static Named Primitive(PrimitiveTypeCode code) => code switch
    {
        PrimitiveTypeCode.Object => new("", "System.Object", false),
        PrimitiveTypeCode.String => new("", "System.String", false),
        PrimitiveTypeCode.TypedReference => new("", "System.TypedReference", true),
        PrimitiveTypeCode.Void => new("", "System.Void", true),
        _ => new("", "System." + code, true),
    };

    /// <summary>Substitutes generic arguments of the type.</summary>
    internal TypeSignature Substitute(ImmutableArray<TypeSignature> typeArguments) => Substitute(typeArguments, []);

    /// <summary>Substitutes generic arguments of the type and the method.</summary>
    internal TypeSignature Substitute(ImmutableArray<TypeSignature> typeArguments, ImmutableArray<TypeSignature> methodArguments) => this switch
    {
        _ when typeArguments.IsDefaultOrEmpty && methodArguments.IsDefaultOrEmpty => this,
        Parameter parameter when (parameter.OfMethod ? methodArguments : typeArguments) is { IsDefault: false } arguments && parameter.Index < arguments.Length =>
            arguments[parameter.Index],
        Generic generic => generic with { Arguments = [.. generic.Arguments.Select(argument => argument.Substitute(typeArguments, methodArguments))] },
        Array array => array with { Element = array.Element.Substitute(typeArguments, methodArguments) },
        Wrapped wrapped => wrapped with { Element = wrapped.Element.Substitute(typeArguments, methodArguments) },
        Modified modified => modified with { Element = modified.Element.Substitute(typeArguments, methodArguments) },
        _ => this,
    };

    /// <summary>The type's definition by name, without generic arguments; null for arrays, pointers and type parameters.</summary>
    internal Named? Definition => this switch
    {
        Named named => named,
        Generic generic => generic.Template,
        Modified modified => modified.Element.Definition,
        _ => null,
    };

    internal ImmutableArray<TypeSignature> TypeArguments => this switch
    {
        Generic generic => generic.Arguments,
        Modified modified => modified.Element.TypeArguments,
        _ => [],
    };

    internal bool IsNamed(string fullName) => Definition?.FullName == fullName;

    /// <summary>The type in C# syntax.</summary>
    internal string Readable => this switch
    {
        Array { Rank: > 0 } array => $"{array.Element.Readable}[{new string(',', array.Rank - 1)}]",
        Wrapped wrapped => wrapped.Element.Readable + wrapped.Mark,
        _ => ToTypeName().ToString(),
    };

    /// <summary>The same type without the assemblies' names.</summary>
    internal TypeName ToTypeName() => this switch
    {
        Named named => new TypeName(named.FullName),
        Generic generic => new TypeName(generic.Template.FullName, [.. generic.Arguments.Select(argument => argument.ToTypeName())]),
        Array { Rank: 0 } array => new TypeName(TypeName.Array, [array.Element.ToTypeName()]),
        Array array => new TypeName($"[{new string(',', array.Rank - 1)}]", [array.Element.ToTypeName()]),
        Parameter parameter => new TypeName((parameter.OfMethod ? "!!" : "!") + parameter.Index),
        Modified modified => modified.Element.ToTypeName(),
        Wrapped wrapped => new TypeName(wrapped.Mark.ToString(), [wrapped.Element.ToTypeName()]),
        Function function => new TypeName("delegate*", [.. function.Signature.ParameterTypes.Select(type => type.ToTypeName()), function.Signature.ReturnType.ToTypeName()]),
        _ => throw new InvalidOperationException($"Unknown signature {GetType().Name}."),
    };
}
