using Microsoft.CodeAnalysis;

namespace Tango.Analyzers.StepTypes;

/// <summary>The types of Tango.Core in a compilation.</summary>
internal sealed class StepSymbols
{
    private readonly INamedTypeSymbol _step;
    private readonly INamedTypeSymbol _stepWithResult;
    private readonly INamedTypeSymbol _attribute;

    private StepSymbols(INamedTypeSymbol step, INamedTypeSymbol stepWithResult, INamedTypeSymbol attribute)
    {
        _step = step;
        _stepWithResult = stepWithResult;
        _attribute = attribute;
    }

    /// <summary>Finds them; null if the compilation does not reference Tango.Core.</summary>
    public static StepSymbols? Find(Compilation compilation) =>
        compilation.GetTypeByMetadataName("Tango.Step") is { } step
        && compilation.GetTypeByMetadataName("Tango.Step`1") is { } stepWithResult
        && compilation.GetTypeByMetadataName("Tango.StepAttribute") is { } attribute
            ? new(step, stepWithResult, attribute)
            : null;

    /// <summary>The step's base class, <c>Step</c> or <c>Step&lt;T&gt;</c> with its type argument; null for other types.</summary>
    public INamedTypeSymbol? StepBaseOf(INamedTypeSymbol type)
    {
        for (var level = type.BaseType; level is not null; level = level.BaseType)
        {
            if (IsStep(level))
                return level;
        }

        return null;
    }

    /// <summary>Whether a type is <c>Step</c> or <c>Step&lt;T&gt;</c>.</summary>
    public bool IsStep(INamedTypeSymbol type) =>
        SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, _stepWithResult) || SymbolEqualityComparer.Default.Equals(type, _step);

    /// <summary>The <c>[Step]</c> of a class or method; null if it has none.</summary>
    public AttributeData? AttributeOf(ISymbol symbol)
    {
        foreach (var attribute in symbol.GetAttributes())
        {
            if (SymbolEqualityComparer.Default.Equals(attribute.AttributeClass, _attribute))
                return attribute;
        }

        return null;
    }

    /// <summary>Whether a class counts as a step without <c>[Step]</c>: bases and internal classes do not.</summary>
    public bool IsStepWithoutAttribute(INamedTypeSymbol type) =>
        type is { TypeKind: TypeKind.Class, IsAbstract: false, IsStatic: false } && IsVisible(type) && !IsGeneric(type) && StepBaseOf(type) is not null;

    public static bool IsVisible(INamedTypeSymbol type)
    {
        for (var level = type; level is not null; level = level.ContainingType)
        {
            if (level.DeclaredAccessibility != Accessibility.Public)
                return false;
        }

        return true;
    }

    public static bool IsGeneric(INamedTypeSymbol type)
    {
        for (var level = type; level is not null; level = level.ContainingType)
        {
            if (level.Arity > 0)
                return true;
        }

        return false;
    }
}
