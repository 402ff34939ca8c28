using Microsoft.CodeAnalysis;

namespace Tango.Analyzers.StepTypes;

/// <summary>Finds overrides of methods that only pipelines in code call.</summary>
internal static class CodeOnlyOverride
{
    /// <summary>The first such method that a step class or one of its bases overrides; null if there is none.</summary>
    public static IMethodSymbol? Find(INamedTypeSymbol type, StepSymbols steps)
    {
        for (var level = type; level is not null && !steps.IsStep(level); level = level.BaseType)
        {
            if (level.GetMembers().OfType<IMethodSymbol>().FirstOrDefault(method => method is { IsOverride: true, Name: "NormalizeArguments" or "DetHashObject" }) is { } found)
                return found;
        }

        return null;
    }
}
