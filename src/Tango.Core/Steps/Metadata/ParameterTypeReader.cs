using System.Collections.Immutable;
using Tango.Parameters;

namespace Tango.Steps.Metadata;

/// <summary>Determines which values a parameter of a type accepts.</summary>
internal sealed class ParameterTypeReader(AssemblySet assemblies)
{
    /// <summary>Reads a type in a signature.</summary>
    /// <param name="type">The type with its type parameters: annotations are counted on it.</param>
    /// <param name="typeArguments">The types that replace the type parameters.</param>
    internal ParameterType Read(TypeSignature type, NullableFlags nullable, ImmutableArray<TypeSignature> typeArguments)
    {
        switch (type)
        {
            case TypeSignature.Modified modified:
                return Read(modified.Element, nullable, typeArguments);
            case TypeSignature.Parameter parameter:
                return ReadArgumentOf(parameter, nullable.Next(), typeArguments);
            case TypeSignature.Array array:
                return ReadArray(array, nullable, typeArguments);
            case TypeSignature.Generic generic:
                return ReadGeneric(generic, nullable, typeArguments);
            case TypeSignature.Named { IsValueType: true } value:
                return ReadValueType(value);
            case TypeSignature.Named name:
                return Versioned(new ParameterType(ParameterKinds.ForSingle(name.FullName), name.ToTypeName(), nullable.Next()), name);
            default:
                return new ParameterType(ParameterKind.Object, type.ToTypeName());
        }
    }

    private ParameterType ReadArgumentOf(TypeSignature.Parameter parameter, bool isNullable, ImmutableArray<TypeSignature> typeArguments)
    {
        var type = Read(typeArguments[parameter.Index], NullableFlags.None, []);
        return isNullable && !IsValueType(typeArguments[parameter.Index]) ? type with { IsNullable = true } : type;
    }

    private ParameterType ReadArray(TypeSignature.Array array, NullableFlags nullable, ImmutableArray<TypeSignature> typeArguments)
    {
        var isNullable = nullable.Next();
        var element = Read(array.Element, nullable, typeArguments);
        var name = array.Substitute(typeArguments).ToTypeName();
        return array.Rank == 0
            ? new ParameterType(ParameterKind.List, name, isNullable) { Element = element }
            : new ParameterType(ParameterKind.Object, name, isNullable);
    }

    private ParameterType ReadGeneric(TypeSignature.Generic generic, NullableFlags nullable, ImmutableArray<TypeSignature> typeArguments)
    {
        if (generic.IsNamed("System.Nullable`1"))
            return Read(generic.Arguments[0], nullable, typeArguments) with { IsNullable = true };

        // A generic value type has an annotation too, but is never nullable because of it.
        var isNullable = nullable.Next() && !generic.Template.IsValueType;
        ParameterType[] arguments = [.. generic.Arguments.Select(argument => Read(argument, nullable, typeArguments))];
        var name = generic.Substitute(typeArguments).ToTypeName();
        var kind = ParameterKinds.ForCollection(generic.Template.FullName);
        if (kind == ParameterKind.Object || (kind == ParameterKind.Map && arguments[0].Kind != ParameterKind.Text))
            return Versioned(new ParameterType(ParameterKind.Object, name, isNullable), generic.Template);

        return new ParameterType(kind, name, isNullable) { Element = arguments[^1] };
    }

    private ParameterType ReadValueType(TypeSignature.Named type)
    {
        var name = type.ToTypeName();
        if (ScalarTypes.Find(type.FullName) is { } scalar)
            return new ParameterType(scalar.Kind, name);

        if (assemblies.Resolve(type) is not { } definition || !EnumReader.IsEnum(definition))
            return Versioned(new ParameterType(ParameterKind.Object, name), type);

        return new ParameterType(ParameterKind.Enumeration, name)
        {
            EnumMembers = EnumReader.Members(definition, assemblies.IsProject(definition.Assembly.Name)),
            IsFlags = EnumReader.IsFlags(definition),
        };
    }

    // The framework's types have no attribute; not checking them keeps the framework's files closed.
    private ParameterType Versioned(ParameterType type, TypeSignature.Named name) =>
        type.Kind == ParameterKind.Object
        && !assemblies.IsFramework(name.Assembly)
        && assemblies.Resolve(name) is { } definition
        && definition.Assembly.FindAttribute(definition.Definition.GetCustomAttributes(), KnownNames.Namespace, KnownNames.VersionInIdAttribute) is { } attribute
            ? type with { Version = definition.Assembly.Decode(attribute).FixedArguments[0].Value as string }
            : type;

    private static bool IsValueType(TypeSignature type) => type.Definition is { IsValueType: true };
}
