using Microsoft.CodeAnalysis;
using Tango.Steps;

namespace Tango.Analyzers.StepTypes;

/// <summary>Finds the one method of a step class that runs.</summary>
internal static class RunMethods
{
    /// <summary>The method, or the error as the end of a sentence and the method that it is about.</summary>
    public static (IMethodSymbol? Method, string? Problem, IMethodSymbol? Culprit) Find(INamedTypeSymbol type, StepSymbols steps)
    {
        var declared = Declared(type, steps);
        var candidates = declared.Where(method => method.DeclaredAccessibility == Accessibility.Public && !method.IsStatic).ToList();
        return candidates switch
        {
            [{ IsGenericMethod: true } only] => (null, StepTypeProblems.GenericRun(TypeText.Of(only)), only),
            [var only] => (only, null, null),
            [] when declared.Find(method => method.IsStatic) is { } method => (null, StepTypeProblems.StaticRun(TypeText.Of(method)), method),
            [] when declared.Count > 0 => (null, StepTypeProblems.HiddenRun(TypeText.Of(declared[0])), declared[0]),
            [] => (null, StepTypeProblems.NoRun, null),
            _ => (null, StepTypeProblems.SeveralRuns(string.Join(" and ", candidates.Select(TypeText.Of))), null),
        };
    }

    // Derived types first: an override, or a method that hides one of a base, replaces it.
    private static List<IMethodSymbol> Declared(INamedTypeSymbol type, StepSymbols steps)
    {
        var methods = new List<IMethodSymbol>();
        for (var level = type; level is not null && !steps.IsStep(level); level = level.BaseType)
        {
            var inherited = methods.Count;
            foreach (var method in level.GetMembers().OfType<IMethodSymbol>().Where(method => method.Name is "Run" or "RunAsync"))
            {
                if (!methods.Take(inherited).Any(known => TypeText.Of(known) == TypeText.Of(method)))
                    methods.Add(method);
            }
        }

        return methods;
    }
}
