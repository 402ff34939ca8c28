using System.Collections.Immutable;
using System.Reflection;
using Tango.Parameters;

namespace Tango.Steps.Metadata;

/// <summary>Base types and interfaces across assemblies, with generic arguments substituted.</summary>
internal sealed class TypeHierarchy(AssemblySet assemblies)
{
    private static readonly string[] ArrayInterfaces = ["System.Collections.Generic.IList`1", "System.Collections.Generic.IReadOnlyList`1"];

    private readonly Dictionary<TypeName, ImmutableArray<TypeSignature>> _assignableTo = [];

    internal DefinedType? Resolve(TypeSignature type) => type.Definition is { } name ? assemblies.Resolve(name) : null;

    /// <summary>The base type; null for the root, for interfaces, and if the type's assembly was not found.</summary>
    internal TypeSignature? BaseOf(TypeSignature type) => type switch
    {
        TypeSignature.Array => new TypeSignature.Named("", "System.Array", false),
        _ => Resolve(type)?.Base?.Substitute(type.TypeArguments),
    };

    /// <summary>The nearest base of a type that has one of two names, with generic arguments substituted; null if there is none.</summary>
    internal TypeSignature? UserBaseOf(DefinedType type, string name, string otherName)
    {
        TypeSignature next = new TypeSignature.Named(type.Assembly.Name, type.FullName, false);
        while (BaseOf(next) is { } parent)
        {
            if (parent.IsNamed(name) || parent.IsNamed(otherName))
                return parent;

            // No framework type derives from ours; not following it keeps the framework's files closed.
            if (parent.Definition is not { } definition || assemblies.IsFramework(definition.Assembly))
                return null;

            next = parent;
        }

        return null;
    }

    /// <summary>The type and its bases, the most derived first.</summary>
    internal IEnumerable<TypeSignature> Chain(TypeSignature type)
    {
        for (var next = type; next is not null; next = BaseOf(next))
            yield return next;
    }

    /// <summary>
    /// Every base type (the most derived first) and public interface (in ordinal order) of a type, without the type itself and <c>object</c>. The generic-math interfaces of
    /// numbers are left out: each number has thirty of them, and no parameter is declared with one.
    /// </summary>
    internal ImmutableArray<TypeSignature> AssignableTo(TypeSignature type)
    {
        var name = type.ToTypeName();
        if (!_assignableTo.TryGetValue(name, out var all))
        {
            all = Collect(type);
            _assignableTo.Add(name, all);
        }

        return all;
    }

    /// <summary>Whether a value of one type can be assigned to the other, including variance of generic interfaces.</summary>
    internal bool IsAssignable(TypeSignature from, TypeSignature to)
    {
        if (to.IsNamed("System.Object") || Same(from, to))
            return true;

        if (to.IsNamed("System.Nullable`1"))
            return Same(from, to.TypeArguments[0]);

        if (from is TypeSignature.Array { Rank: 0 } source && to is TypeSignature.Array { Rank: 0 } target)
            return IsReferenceAssignable(source.Element, target.Element);

        return IsVariantOf(from, to) || AssignableTo(from).Any(candidate => Same(candidate, to) || IsVariantOf(candidate, to));
    }

    internal static bool Same(TypeSignature one, TypeSignature other) => one.ToTypeName() == other.ToTypeName();

    private bool IsVariantOf(TypeSignature from, TypeSignature to)
    {
        if (to is not TypeSignature.Generic || !to.IsNamed(from.Definition?.FullName ?? "") || Resolve(to) is not { } definition)
            return false;

        var reader = definition.Assembly.Reader;
        var place = 0;
        foreach (var handle in definition.Definition.GetGenericParameters())
        {
            var variance = reader.GetGenericParameter(handle).Attributes & GenericParameterAttributes.VarianceMask;
            if (!IsVariantArgument(from.TypeArguments[place], to.TypeArguments[place], variance))
                return false;

            place++;
        }

        return true;
    }

    private bool IsVariantArgument(TypeSignature from, TypeSignature to, GenericParameterAttributes variance) =>
        Same(from, to)
        || (variance == GenericParameterAttributes.Covariant && IsReferenceAssignable(from, to))
        || (variance == GenericParameterAttributes.Contravariant && IsReferenceAssignable(to, from));

    private bool IsReferenceAssignable(TypeSignature from, TypeSignature to) =>
        Same(from, to) || (!IsValueType(from) && !IsValueType(to) && IsAssignable(from, to));

    private bool IsValueType(TypeSignature type) =>
        type.Definition is { IsValueType: true } || BaseOf(type) is { } parent && (parent.IsNamed("System.ValueType") || parent.IsNamed("System.Enum"));

    private ImmutableArray<TypeSignature> Collect(TypeSignature type)
    {
        var bases = Chain(type).Skip(1).Where(parent => !parent.IsNamed("System.Object")).ToList();
        var interfaces = new Dictionary<TypeName, TypeSignature>();
        var pending = new Stack<TypeSignature>(bases.Prepend(type));
        while (pending.TryPop(out var next))
        {
            foreach (var implemented in InterfacesOf(next))
            {
                if (interfaces.TryAdd(implemented.ToTypeName(), implemented))
                    pending.Push(implemented);
            }
        }

        return
        [
            .. bases,
            .. interfaces.Values.Where(IsWorthNaming).OrderBy(implemented => Spelled(implemented.ToTypeName()), StringComparer.Ordinal),
        ];
    }

    private IEnumerable<TypeSignature> InterfacesOf(TypeSignature type) => type switch
    {
        TypeSignature.Array { Rank: 0 } array =>
            ArrayInterfaces.Select(TypeSignature (name) => new TypeSignature.Generic(
                new TypeSignature.Named("", name, false), [array.Element])),
        _ => Resolve(type)?.Interfaces.Select(implemented => implemented.Substitute(type.TypeArguments)) ?? [],
    };

    // The runtime's own files have internal interfaces that reference assemblies do not have.
    private bool IsWorthNaming(TypeSignature type) =>
        type.Definition?.FullName.StartsWith("System.Numerics.I", StringComparison.Ordinal) != true
        && Resolve(type) is not { IsVisible: false };

    private static string Spelled(TypeName name) =>
        name.Arguments.IsEmpty ? name.FullName : $"{name.FullName}<{string.Join(",", name.Arguments.Select(Spelled))}>";
}
