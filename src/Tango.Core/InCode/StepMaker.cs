using System.Text.Json.Nodes;
using Tango.Diagnostics;
using Tango.Graph;
using Tango.Graph.Binding;
using Tango.Graph.InMemory;
using Tango.Steps;
using Tango.Steps.Loaded;

namespace Tango.InCode;

/// <summary>Makes steps in code: with the same checks, conversions and unique ids as a build.</summary>
internal static class StepMaker
{
    public static T Make<T>(object? arguments, StepOptions? options)
        where T : Step, new()
    {
        var step = new T();
        Complete(step, LoadedStepTypes.Get(typeof(T)), typeof(T), arguments, options);
        return step;
    }

    public static Step Make(Delegate function, object? arguments, StepOptions? options)
    {
        var method = function.Method;
        return Complete(new FunctionStep(), LoadedStepTypes.Get(method), method.DeclaringType!, arguments, options);
    }

    public static Step Make(string type, object? arguments, StepOptions? options)
    {
        var known = FindType(type);
        var code = LoadedStepTypes.CodeOf(known);
        return Complete(InMemorySteps.NewStep(known, code), known, code, arguments, options);
    }

    public static Step Make(JsonObject parameters, IReadOnlyDictionary<string, Step>? existingSteps, string? name)
    {
        var declaration = JsonDeclarations.Parse(name ?? TypeIn(parameters), parameters);
        return new InMemorySteps(baseDirectory: null).Make([declaration], existingSteps, areNamed: name is not null)[^1];
    }

    /// <summary>The graph of declared steps; those declared inside others are inline.</summary>
    public static StepGraph MakeGraph(IReadOnlyList<StepDeclaration> declarations, string? baseDirectory)
    {
        var steps = new InMemorySteps(baseDirectory).Make(declarations);
        return InMemoryGraph.Create(steps.Where(step => step.Recipe.Options.Name is not null)).Graph;
    }

    private static Step Complete(Step step, StepType type, Type code, object? arguments, StepOptions? options)
    {
        new InMemorySteps(options?.BaseDirectory).Make(step, type, code, Named(arguments), options ?? new StepOptions());
        return step;
    }

    private static Dictionary<string, object?> Named(object? arguments)
    {
        var named = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in arguments is null ? [] : InMemoryMembers.FromDictionary(arguments) ?? InMemoryMembers.FromObject(arguments))
        {
            if (!named.TryAdd(name, value))
                throw new ArgumentException($"The argument '{name}' is given twice: names are compared ignoring case.", nameof(arguments));
        }

        return named;
    }

    private static StepType FindType(string name)
    {
        var catalog = LoadedStepTypes.All;
        return catalog.Find(name) switch
        {
            [var only] => only,
            [] => throw new TangoException(Descriptors.UnknownStepType.Create(
                DiagnosticSubject.None, name, NearestNames.Suggest(name, catalog.ShortNames, "step types"))),
            var several => throw new TangoException(AmbiguousType.Create(DiagnosticSubject.None, name, several)),
        };
    }

    private static string TypeIn(JsonObject parameters) =>
        parameters.FirstOrDefault(member => member.Key.Equals(SettingNames.Type, StringComparison.OrdinalIgnoreCase)).Value is JsonValue value
        && value.TryGetValue<string>(out var type)
            ? type
            : "step";
}
