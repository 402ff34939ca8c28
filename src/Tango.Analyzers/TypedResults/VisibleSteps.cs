using Microsoft.CodeAnalysis;
using Tango.Analyzers.StepTypes;

namespace Tango.Analyzers.TypedResults;

/// <summary>The step types that a compilation sees: its own, and those of assemblies that refer to Tango.Core.</summary>
internal sealed class VisibleSteps
{
    private readonly Dictionary<string, List<ISymbol>> _byName = new(StringComparer.OrdinalIgnoreCase);
    private readonly StepSymbols _symbols;

    public VisibleSteps(Compilation compilation, StepSymbols symbols, CancellationToken cancellationToken)
    {
        _symbols = symbols;
        foreach (var assembly in compilation.SourceModule.ReferencedAssemblySymbols.Where(RefersToCore).Prepend(compilation.Assembly))
        {
            cancellationToken.ThrowIfCancellationRequested();
            Add(assembly.GlobalNamespace);
        }
    }

    /// <summary>Classes and methods of a name, as declarations find them: registered name, class name or full name, ignoring case.</summary>
    public IReadOnlyList<ISymbol> Find(string name) => _byName.TryGetValue(name, out var found) ? found : [];

    /// <summary>The type of a step's result; null if it has none.</summary>
    public ITypeSymbol? ResultOf(ISymbol step)
    {
        var type = step is INamedTypeSymbol @class ? _symbols.StepBaseOf(@class)?.TypeArguments.FirstOrDefault() : Awaited(((IMethodSymbol)step).ReturnType);
        return type switch
        {
            null or { SpecialType: SpecialType.System_Void } => null,
            INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable => nullable.TypeArguments[0],
            // A result that is null is not exported.
            _ => type.WithNullableAnnotation(NullableAnnotation.NotAnnotated),
        };
    }

    /// <summary>The format in the step's attribute; null if there is none.</summary>
    public string? FormatOf(ISymbol step) =>
        _symbols.AttributeOf(step)?.NamedArguments.FirstOrDefault(argument => argument.Key == "Format").Value.Value as string;

    private static bool RefersToCore(IAssemblySymbol assembly) => assembly.Modules.Any(module => module.ReferencedAssemblies.Any(reference => reference.Name == "Tango.Core"));

    private static ITypeSymbol? Awaited(ITypeSymbol type) => type switch
    {
        INamedTypeSymbol { Name: "Task" or "ValueTask", Arity: 1, ContainingNamespace.Name: "Tasks" } task => task.TypeArguments[0],
        INamedTypeSymbol { Name: "Task" or "ValueTask", Arity: 0, ContainingNamespace.Name: "Tasks" } => null,
        _ => type,
    };

    private void Add(INamespaceOrTypeSymbol parent)
    {
        foreach (var member in parent.GetMembers())
        {
            switch (member)
            {
                case INamespaceSymbol space:
                    Add(space);
                    break;
                case INamedTypeSymbol type when StepSymbols.IsVisible(type):
                    if (_symbols.IsStepWithoutAttribute(type))
                        Add(type, type.ToDisplayString());

                    Add(type);
                    break;
                case IMethodSymbol { IsStatic: true, DeclaredAccessibility: Accessibility.Public } method when _symbols.AttributeOf(method) is not null:
                    Add(method, $"{method.ContainingType.ToDisplayString()}.{method.Name}");
                    break;
            }
        }
    }

    private void Add(ISymbol step, string fullName)
    {
        var registered = _symbols.AttributeOf(step)?.ConstructorArguments.FirstOrDefault() is { IsNull: false, Value: string name } ? name : null;
        foreach (var known in new[] { step.Name, fullName, registered }.OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase))
        {
            if (!_byName.TryGetValue(known, out var steps))
                _byName.Add(known, steps = []);

            steps.Add(step);
        }
    }
}
