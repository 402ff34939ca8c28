using System.Collections.Immutable;
using System.Reflection;
using Tango.Formats.Json;

namespace Tango.Steps.Metadata.Json;

/// <summary>What JSON would lose of objects, member by member.</summary>
internal sealed class JsonObjectLoss(TypeHierarchy hierarchy, JsonAttributes attributes, ObjectStateReader state)
{
    internal string? Examine(TypeSignature type, DefinedType definition, ImmutableArray<TypeSignature> levels, List<JsonPart> parts)
    {
        var isValueType = levels.Any(level => level.IsNamed("System.ValueType"));
        ImmutableArray<TypeSignature> own = [.. levels.TakeWhile(level => !level.IsNamed("System.Object") && !level.IsNamed("System.ValueType"))];
        var constructor = JsonConstructor.Find(definition, type.TypeArguments, isValueType);
        var members = new JsonMembers(own, constructor, hierarchy, attributes);
        if (members.Refused is { } refused)
            return LossText.Unreadable($"{type.Readable}.{refused.Name}", refused.Type.Readable);

        if (FindLostField(type, own, members) is { } loss)
            return loss;

        foreach (var (name, memberType) in members.Carried)
            parts.Add(JsonPart.ForMember(memberType, name));

        if (!state.IsShown(definition.Assembly))
            return null;

        return !constructor.Exists ? LossText.NoConstructor(type.Readable)
            : members.UnboundParameter is { } parameter ? LossText.ConstructorParameter(type.Readable, parameter)
            : null;
    }

    private string? FindLostField(TypeSignature type, ImmutableArray<TypeSignature> levels, JsonMembers members)
    {
        foreach (var level in levels)
        {
            var holder = hierarchy.Resolve(level)!;
            foreach (var (name, field, _) in state.IsShown(holder.Assembly) ? state.FieldsOf(level) : [])
            {
                if (members.Loses(holder, field, level.TypeArguments))
                {
                    var property = ObjectMembers.PropertyOf(name);
                    var isPublic = (field.Attributes & FieldAttributes.FieldAccessMask) == FieldAttributes.Public;
                    var kind = property is not null ? "property" : isPublic ? "field" : "non-public field";
                    var owner = level == type ? type.Readable : $"{type.Readable} (inherited from {level.Readable})";
                    return LossText.Member($"{kind} '{property ?? name}'", owner, members.Shows(name));
                }
            }
        }

        return null;
    }
}
