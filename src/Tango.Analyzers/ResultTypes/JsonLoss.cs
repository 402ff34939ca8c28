using Microsoft.CodeAnalysis;
using Tango.Analyzers.StepTypes;
using Tango.Formats.Json;

namespace Tango.Analyzers.ResultTypes;

/// <summary>
/// What JSON would lose of every value of a type: the check of a build (<c>JsonLossReader</c>), on source. Only types of this compilation and of the framework are judged; of what
/// other assemblies hold, the compiler does not see the private state, and a build says it.
/// </summary>
internal sealed class JsonLoss(Compilation compilation)
{
    // As in a build: types that contain more of themselves each time never end.
    private const int LargestSize = 128;

    private readonly HashSet<ITypeSymbol> _seen = new(SymbolEqualityComparer.Default);
    private readonly Stack<(ITypeSymbol Type, string Place)> _pending = new();

    /// <summary>The loss, and a solution; null if none is known.</summary>
    public string? Find(ITypeSymbol type)
    {
        _pending.Push((type, ""));
        while (_pending.Count > 0)
        {
            var (next, place) = _pending.Pop();
            if (SizeOf(next) > LargestSize)
                return $"{LossText.Endless} {LossText.WayOut}";

            if (_seen.Add(next) && Examine(next, place) is { } loss)
                return place.Length == 0 ? loss : $"{place}: {loss}";
        }

        return null;
    }

    private string? Examine(ITypeSymbol type, string place)
    {
        switch (type)
        {
            case IArrayTypeSymbol { Rank: 1 } array:
                _pending.Push((array.ElementType, LossPath.ForItem(place, TypeText.Of(type))));
                return null;
            case IArrayTypeSymbol:
                return LossText.Dimensions(TypeText.Of(type));
            case IDynamicTypeSymbol or { SpecialType: SpecialType.System_Object }:
                return LossText.Untyped;
            case INamedTypeSymbol { TypeKind: not (TypeKind.Error or TypeKind.Enum) } named:
                return ExamineNamed(named, TypeText.MetadataName(named), place);
            default:
                return null;
        }
    }

    private string? ExamineNamed(INamedTypeSymbol type, string name, string place)
    {
        var arguments = type.IsTupleType ? (type.TupleUnderlyingType ?? type).TypeArguments : type.TypeArguments;
        switch (name)
        {
            case var _ when JsonTypes.IsValue(name):
                return null;
            case "System.Nullable`1":
                _pending.Push((arguments[0], place));
                return null;
            case var _ when JsonTypes.IsList(name):
                _pending.Push((arguments[0], LossPath.ForItem(place, TypeText.Of(type))));
                return null;
            case var _ when JsonTypes.IsMap(name):
                _pending.Push((arguments[1], LossPath.ForItem(place, TypeText.Of(type))));
                _pending.Push((arguments[0], LossPath.ForKey(place, TypeText.Of(type))));
                return CannotBeKey(arguments[0]) ? LossText.Key(TypeText.Of(arguments[0])) : null;
            case var _ when JsonTypes.IsTuple(name):
                for (var i = 0; i < arguments.Length; i++)
                    _pending.Push((arguments[i], LossPath.ForMember(place, TypeText.Of(type), $"Item{i + 1}")));

                return null;
            case "Tango.OutputFile" or "Tango.OutputDirectory":
                return LossText.WorkFile(TypeText.Of(type));
            case var _ when JsonTypes.IsReordered(name):
                return LossText.Reordered(TypeText.Of(type));
            case "System.Collections.Generic.IAsyncEnumerable`1":
                return LossText.InnerSequence(TypeText.Of(type));
            case var _ when IsNoData(type):
                return LossText.NotData(TypeText.Of(type));
            case var _ when !IsOwn(type):
                return FrameworkAdvice.Find(name) is { } advice ? LossText.Framework(TypeText.Of(type), advice) : null;
            default:
                return ExamineOwn(type, place);
        }
    }

    private string? ExamineOwn(INamedTypeSymbol type, string place)
    {
        var text = TypeText.Of(type);
        // A base of another assembly may have any state, and code of its own may convert anything.
        if (!Bases(type).All(level => IsOwn(level) || level.SpecialType is SpecialType.System_Object or SpecialType.System_ValueType)
            || JsonAttributes.HasConverter(type)
            || IsCollection(type))
        {
            return null;
        }

        var derived = JsonAttributes.DerivedTypesOf(type).ToList();
        foreach (var other in derived)
            _pending.Push((other, LossPath.ForDerived(place, text)));

        if (type.IsAbstract || type.TypeKind == TypeKind.Interface)
            return derived.Count > 0 || JsonAttributes.IsPolymorphic(type) ? null : LossText.NoDiscriminator(text, type.TypeKind == TypeKind.Interface, isFramework: false);

        var members = new JsonMembers(type);
        if (members.Refused is { } refused)
            return LossText.Unreadable($"{text}.{refused.Name}", refused.Type);

        if (members.FirstLost() is { } lost)
            return lost;

        foreach (var (member, memberType) in members.Carried)
            _pending.Push((memberType, LossPath.ForMember(place, text, member)));

        return !members.Constructor.Exists ? LossText.NoConstructor(text)
            : members.UnboundParameter is { } parameter ? LossText.ConstructorParameter(text, parameter)
            : null;
    }

    private bool CannotBeKey(ITypeSymbol key) => key switch
    {
        IArrayTypeSymbol array => array.ElementType.SpecialType != SpecialType.System_Byte,
        INamedTypeSymbol { TypeKind: not (TypeKind.Enum or TypeKind.Error) } named => TypeText.MetadataName(named) is var name
            && (JsonTypes.IsList(name) || JsonTypes.IsMap(name) || JsonTypes.IsTuple(name) || (IsOwn(named) && !JsonAttributes.HasConverter(named))),
        _ => false,
    };

    private bool IsOwn(ITypeSymbol type) => SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, compilation.Assembly);

    private static int SizeOf(ITypeSymbol type) => 1 + type switch
    {
        IArrayTypeSymbol array => SizeOf(array.ElementType),
        INamedTypeSymbol named => named.TypeArguments.Sum(SizeOf),
        _ => 0,
    };

    private static bool IsNoData(INamedTypeSymbol type) =>
        type.TypeKind == TypeKind.Delegate || Bases(type).Prepend(type).Any(level => TypeText.MetadataName(level) == "System.IO.Stream");

    private static bool IsCollection(INamedTypeSymbol type) =>
        type.AllInterfaces.Any(other => TypeText.MetadataName(other) is "System.Collections.IEnumerable" or "System.Collections.Generic.IAsyncEnumerable`1");

    private static IEnumerable<INamedTypeSymbol> Bases(INamedTypeSymbol type)
    {
        for (var level = type.BaseType; level is not null; level = level.BaseType)
            yield return level;
    }
}
