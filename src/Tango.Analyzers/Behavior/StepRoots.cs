using Microsoft.CodeAnalysis;
using Tango.Analyzers.StepTypes;

namespace Tango.Analyzers.Behavior;

/// <summary>The steps that a type holds: itself, or its methods with <c>[Step]</c>.</summary>
internal static class StepRoots
{
    public static IReadOnlyList<StepRoot> Find(INamedTypeSymbol type, StepSymbols steps)
    {
        if (type.TypeKind is not (TypeKind.Class or TypeKind.Struct))
            return [];

        var roots = new List<StepRoot>();
        var attribute = steps.AttributeOf(type);
        if ((attribute is not null || steps.IsStepWithoutAttribute(type))
            && RunMethods.Find(type, steps).Method is { } run && SymbolEqualityComparer.Default.Equals(run.ContainingType, type))
        {
            roots.Add(new(run, TypeText.FullName(type), StepSettings.Read(attribute).Deterministic));
        }

        foreach (var method in type.GetMembers().OfType<IMethodSymbol>().Where(method => method.IsStatic && method.MethodKind == MethodKind.Ordinary))
        {
            if (steps.AttributeOf(method) is { } marked)
                roots.Add(new(method, TypeText.FullName(method), StepSettings.Read(marked).Deterministic));
        }

        return roots;
    }
}
