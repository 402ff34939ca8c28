using Microsoft.CodeAnalysis;
using Tango.Steps;

namespace Tango.Analyzers.StepTypes;

/// <summary>Why a class or method marked <c>[Step]</c> cannot be a step.</summary>
internal static class TypeProblems
{
    public static string? OfClass(INamedTypeSymbol type, StepSymbols steps) => type switch
    {
        _ when steps.StepBaseOf(type) is null => StepTypeProblems.NoStep,
        _ when !StepSymbols.IsVisible(type) => StepTypeProblems.NotPublic,
        { IsAbstract: true } => StepTypeProblems.AbstractClass,
        _ when StepSymbols.IsGeneric(type) => StepTypeProblems.GenericClass,
        _ when !type.InstanceConstructors.Any(constructor => constructor is { DeclaredAccessibility: Accessibility.Public, Parameters.IsEmpty: true }) => StepTypeProblems.NoConstructor,
        _ => null,
    };

    public static string? OfFunction(IMethodSymbol method) => method switch
    {
        { IsStatic: false } => StepTypeProblems.InstanceFunction,
        { DeclaredAccessibility: not Accessibility.Public } => StepTypeProblems.NotPublic,
        _ when !StepSymbols.IsVisible(method.ContainingType) => StepTypeProblems.HolderNotPublic(TypeText.FullName(method.ContainingType)),
        _ when method.IsGenericMethod || StepSymbols.IsGeneric(method.ContainingType) => StepTypeProblems.GenericFunction,
        _ when method.ContainingType.GetMembers(method.Name).OfType<IMethodSymbol>().Count() > 1 => StepTypeProblems.OverloadedFunction,
        _ => null,
    };

    /// <summary>Why what a method returns is not the class's result; null if it is.</summary>
    /// <param name="stepBase">The base class, <c>Step</c> or <c>Step&lt;T&gt;</c>.</param>
    public static string? OfResult(IMethodSymbol method, INamedTypeSymbol stepBase, Compilation compilation)
    {
        var given = ResultOf(method.ReturnType);
        var declared = stepBase.TypeArguments is [var argument] ? argument : null;
        return (given, declared) switch
        {
            (null, null) => null,
            (null, { } wanted) => StepTypeProblems.ReturnsNothing(method.Name, TypeText.Of(wanted)),
            ({ } lost, null) => StepTypeProblems.ReturnsTooMuch(method.Name, TypeText.Of(lost)),
            ({ } other, { } wanted) when !IsAssignable(other, wanted, compilation) => StepTypeProblems.ReturnsOther(method.Name, TypeText.Of(other), TypeText.Of(wanted)),
            _ => null,
        };
    }

    /// <summary>What a method returns once its task is awaited; null for nothing.</summary>
    public static ITypeSymbol? ResultOf(ITypeSymbol type) => TypeText.MetadataName(type) switch
    {
        "System.Void" or "System.Threading.Tasks.Task" or "System.Threading.Tasks.ValueTask" => null,
        "System.Threading.Tasks.Task`1" or "System.Threading.Tasks.ValueTask`1" => ((INamedTypeSymbol)type).TypeArguments[0],
        _ => type,
    };

    private static bool IsAssignable(ITypeSymbol from, ITypeSymbol to, Compilation compilation) =>
        from.TypeKind == TypeKind.Error || to.TypeKind == TypeKind.Error
        || compilation.ClassifyCommonConversion(from, to) is { Exists: true, IsImplicit: true, IsUserDefined: false, IsNumeric: false };
}
