using Tango.Steps.Metadata;

namespace Tango.Steps.CodeFingerprints.Conversions;

/// <summary>Finds the user's own types in signatures, without generated ones (closures, state machines).</summary>
internal sealed class MentionedTypeReader(CodeWriter writer, CanonicalNames names, ProjectSupertypes supertypes)
{
    private readonly Dictionary<DefinedType, MentionedTypes> _own = [];
    private readonly Dictionary<DefinedType, DefinedType[]> _supertypeArguments = [];

    /// <summary>The types in the type of a variable, parameter or object.</summary>
    internal MentionedTypes Read(TypeSignature type) => type switch
    {
        TypeSignature.Named => writer.Project(type) is { } own ? ReadOwn(own) : MentionedTypes.None,
        TypeSignature.Generic generic => ReadGeneric(generic),
        TypeSignature.Array array => Read(array.Element),
        TypeSignature.Wrapped wrapped => Read(wrapped.Element),
        TypeSignature.Modified modified => Read(modified.Element),
        TypeSignature.Parameter => MentionedTypes.TypeParameter,
        _ => MentionedTypes.None,
    };

    /// <summary>The same for a value on the stack. An unboxed struct cannot be seen as another type.</summary>
    internal MentionedTypes ReadValue(TypeSignature type) => IsValueType(type) ? MentionedTypes.None : Read(type);

    /// <summary>The user's types in the generic arguments of a type's bases and interfaces.</summary>
    internal DefinedType[] SupertypeArgumentsOf(DefinedType type)
    {
        if (!_supertypeArguments.TryGetValue(type, out var arguments))
        {
            var supers = supertypes.Get(type);
            arguments = [.. supers.SelectMany(ProjectSupertypes.DirectOf).SelectMany(super => Read(super).All).Where(mentioned => !supers.Contains(mentioned)).Distinct()];
            _supertypeArguments.Add(type, arguments);
        }

        return arguments;
    }

    private bool IsValueType(TypeSignature type) => type switch
    {
        TypeSignature.Modified modified => IsValueType(modified.Element),
        _ => type.Definition is { } name && (name.IsValueType || (writer.Project(type)?.Base is { } parent && (parent.IsNamed("System.ValueType") || parent.IsNamed("System.Enum")))),
    };

    private MentionedTypes ReadOwn(DefinedType type)
    {
        if (!_own.TryGetValue(type, out var mentioned))
        {
            DefinedType[] known = names.Get(type) is null || GeneratedNames.IsCollection(type.FullName) ? [] : [type];
            _own.Add(type, mentioned = new MentionedTypes(known, known, TypeParameters: false, StaysOwn: true));
        }

        return mentioned;
    }

    private MentionedTypes ReadGeneric(TypeSignature.Generic generic)
    {
        var template = Read(generic.Template);
        var all = new List<DefinedType>(template.All);
        var parameters = false;
        foreach (var argument in generic.Arguments)
        {
            var mentioned = Read(argument);
            all.AddRange(mentioned.All);
            parameters |= mentioned.TypeParameters;
        }

        return all.Count == 0 && !parameters ? MentionedTypes.None : new MentionedTypes(template.Objects, [.. all], parameters, StaysOwn: false);
    }
}
