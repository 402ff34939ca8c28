using System.Collections.Immutable;
using Tango.Formats.Json;

namespace Tango.Steps.Metadata.Json;

/// <summary>What JSON would lose of the user's own collections.</summary>
internal sealed class JsonCollectionLoss(TypeHierarchy hierarchy, ObjectStateReader state)
{
    internal string? Examine(TypeSignature type, DefinedType definition, ImmutableArray<TypeSignature> levels, List<JsonPart> parts)
    {
        var assignable = hierarchy.AssignableTo(type);
        if (assignable.Any(other => other.IsNamed("System.Collections.Generic.IAsyncEnumerable`1")))
            return null;

        if (definition.IsAbstract || definition.IsInterface || !CanBeFilled(definition, levels, assignable))
            return LossText.Collection(type.Readable);

        // The wrapped collection contains the items that are written.
        var wraps = levels.First(level => state.IsOfFramework(level.Definition!.Assembly)) is { } framework && (framework.IsNamed("System.Object") || framework.IsNamed("System.ValueType"));
        foreach (var level in levels.TakeWhile(level => !state.IsOfFramework(level.Definition!.Assembly)))
        {
            if (state.FieldsOf(level).FirstOrDefault(held => !wraps || !IsEnumerable(held.Type)) is { Name: { } field })
                return LossText.CollectionState(type.Readable, ObjectMembers.PropertyOf(field) ?? field);
        }

        if (assignable.Where(other => other.IsNamed("System.Collections.Generic.IEnumerable`1")).ToList() is [{ TypeArguments: [var item] }])
            parts.Add(new(item, LossPath.ForItem));

        return null;
    }

    // Checked only for a class that wraps a collection; one that derives from a framework's is filled like that.
    private static bool CanBeFilled(DefinedType definition, ImmutableArray<TypeSignature> levels, ImmutableArray<TypeSignature> assignable) =>
        levels is not [_, { } parent] || !parent.IsNamed("System.Object")
        || (JsonConstructor.Find(definition, [], isValueType: false) is { Exists: true, Parameters.IsEmpty: true }
            && assignable.Any(other => other.Definition!.FullName is
                "System.Collections.Generic.ICollection`1" or "System.Collections.IList" or "System.Collections.IDictionary"
                or "System.Collections.Generic.IDictionary`2"));

    private bool IsEnumerable(TypeSignature type) => type switch
    {
        TypeSignature.Array => true,
        _ when type.IsNamed("System.String") => false,
        _ when type.IsNamed("System.Collections.IEnumerable") => true,
        _ when type is TypeSignature.Parameter or TypeSignature.Wrapped or TypeSignature.Function => false,
        _ => hierarchy.Resolve(type) is null || hierarchy.AssignableTo(type).Any(other => other.IsNamed("System.Collections.IEnumerable")),
    };
}
