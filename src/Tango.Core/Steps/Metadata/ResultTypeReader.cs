using System.Collections.Immutable;
using System.Reflection;
using Tango.Steps.Metadata.Json;
using TypeName = Tango.Parameters.TypeName;

namespace Tango.Steps.Metadata;

/// <summary>Describes result types: what they are assignable to, and their parts one level deep.</summary>
internal sealed class ResultTypeReader(TypeHierarchy hierarchy, JsonLossReader losses)
{
    private readonly Dictionary<TypeName, ResultType> _results = [];
    private readonly Dictionary<TypeName, ResultType> _parts = [];

    internal ResultType Read(TypeSignature type)
    {
        var name = type.ToTypeName();
        if (!_results.TryGetValue(name, out var result))
        {
            result = Part(type) with
            {
                Members = [.. MembersOf(type).OrderBy(member => member.Key, StringComparer.Ordinal)],
                JsonLoss = losses.LossOf(type),
                JsonLinesLoss = losses.LossOfLines(type),
            };
            _results.Add(name, result);
        }

        return result;
    }

    private ResultType Part(TypeSignature type)
    {
        var name = type.ToTypeName();
        if (!_parts.TryGetValue(name, out var part))
        {
            part = new ResultType(name, [.. hierarchy.AssignableTo(type).Select(assignable => assignable.ToTypeName())], []);
            _parts.Add(name, part);
        }

        return part;
    }

    private Dictionary<string, ResultType> MembersOf(TypeSignature type)
    {
        var members = new Dictionary<string, ResultType>(StringComparer.Ordinal);
        foreach (var holder in HoldersOf(type))
        {
            if (hierarchy.Resolve(holder) is { } definition)
            {
                AddProperties(members, definition, holder.TypeArguments);
                AddFields(members, definition, holder.TypeArguments);
            }
        }

        return members;
    }

    // Derived types first: a member that hides another one is used instead of it. An interface has the members of its base interfaces.
    private IEnumerable<TypeSignature> HoldersOf(TypeSignature type) =>
        hierarchy.Resolve(type) is { IsInterface: true }
            ? hierarchy.AssignableTo(type).Prepend(type)
            : hierarchy.Chain(type).Where(holder => !holder.IsNamed("System.Object"));

    private void AddProperties(Dictionary<string, ResultType> members, DefinedType type, ImmutableArray<TypeSignature> typeArguments)
    {
        var reader = type.Assembly.Reader;
        foreach (var handle in type.Definition.GetProperties())
        {
            var property = reader.GetPropertyDefinition(handle);
            var getter = property.GetAccessors().Getter;
            if (getter.IsNil || !IsPublicInstance(reader.GetMethodDefinition(getter).Attributes))
                continue;

            var signature = property.DecodeSignature(type.Assembly.Signatures, null);
            if (signature.ParameterTypes.IsEmpty)
                members.TryAdd(reader.GetString(property.Name), Part(signature.ReturnType.Substitute(typeArguments)));
        }
    }

    private void AddFields(Dictionary<string, ResultType> members, DefinedType type, ImmutableArray<TypeSignature> typeArguments)
    {
        var reader = type.Assembly.Reader;
        foreach (var handle in type.Definition.GetFields())
        {
            var field = reader.GetFieldDefinition(handle);
            if ((field.Attributes & (FieldAttributes.FieldAccessMask | FieldAttributes.Static)) == FieldAttributes.Public
                && (field.Attributes & FieldAttributes.SpecialName) == 0)
            {
                members.TryAdd(reader.GetString(field.Name), Part(field.DecodeSignature(type.Assembly.Signatures, null).Substitute(typeArguments)));
            }
        }
    }

    private static bool IsPublicInstance(MethodAttributes attributes) =>
        (attributes & (MethodAttributes.MemberAccessMask | MethodAttributes.Static)) == MethodAttributes.Public;
}
