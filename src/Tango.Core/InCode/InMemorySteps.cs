using System.Reflection;
using Tango.Diagnostics;
using Tango.Graph;
using Tango.Graph.Binding;
using Tango.Steps;
using Tango.Steps.Loaded;

namespace Tango.InCode;

/// <summary>Creates steps as objects of the running program from declarations, with the same rules as builds.</summary>
internal sealed class InMemorySteps
{
    // Options are checked like settings in declarations, with the same names. DependsOn contains objects here, which need no check.
    private static readonly PropertyInfo[] Settings =
        [.. typeof(StepOptions).GetProperties().Where(property => ReservedNames.Settings.Contains(property.Name) && property.Name != SettingNames.DependsOn)];

    private readonly string? _baseDirectory;

    /// <param name="baseDirectory">The folder that paths are relative to; null: paths are full paths.</param>
    public InMemorySteps(string? baseDirectory) => _baseDirectory = baseDirectory;

    /// <summary>Creates a step of a known type.</summary>
    /// <param name="step">The object that receives the arguments.</param>
    /// <param name="code">The loaded declaring type of its method.</param>
    /// <param name="arguments">The arguments by name.</param>
    public void Make(Step step, StepType type, Type code, IReadOnlyDictionary<string, object?> arguments, StepOptions options) =>
        Make(step, type, code, step.Normalized(arguments), options, label: options.Name ?? type.ClassName, file: null);

    /// <summary>Creates the declared steps, and those that are declared inside them.</summary>
    /// <param name="declarations">The steps, in any order.</param>
    /// <param name="existing">Steps that they may refer to by name.</param>
    /// <param name="areNamed">Whether the names of the declarations are names of steps; otherwise they are used only in messages.</param>
    /// <returns>All of them, including inline ones, each after those it depends on.</returns>
    /// <exception cref="TangoException">There are errors: all of them.</exception>
    public List<Step> Make(
        IReadOnlyList<StepDeclaration> declarations,
        IReadOnlyDictionary<string, Step>? existing = null,
        bool areNamed = true)
    {
        var (order, _) = new GraphBuilder(LoadedStepTypes.All, _baseDirectory).Resolve(declarations, existing, CompletesItself);
        var made = new List<Step>(order.Count);
        CheckCaching(order);
        foreach (var draft in order.Where(draft => !draft.IsBound))
            made.Add(MakeDeclared(draft, areNamed && !draft.IsInline));

        return made;
    }

    /// <summary>A step object without arguments.</summary>
    public static Step NewStep(StepType type, Type code) => type.IsFunction ? new FunctionStep() : (Step)Activator.CreateInstance(code)!;

    private void Make(
        Step step,
        StepType type,
        Type code,
        IReadOnlyDictionary<string, object?> arguments,
        StepOptions options,
        string label,
        string? file)
    {
        var declaration = new StepDeclaration(label, [.. Declared(type, arguments, options)], file);
        var (order, _) = new GraphBuilder(LoadedStepTypes.All, options.BaseDirectory).Resolve([declaration], isOpen: CompletesItself);
        CheckCaching(order);
        foreach (var draft in order.Where(draft => !draft.IsBound))
        {
            if (draft.IsInline)
            {
                MakeDeclared(draft, isNamed: false);
                continue;
            }

            draft.BoundStep = step;
            Give(step, draft, code, options);
        }
    }

    private static bool CompletesItself(StepType type) => !type.IsFunction && StepHooks.Normalizes(LoadedStepTypes.CodeOf(type));

    private Step MakeDeclared(StepDraft draft, bool isNamed)
    {
        var (type, code) = (draft.Type!, LoadedStepTypes.CodeOf(draft.Type!));
        var step = draft.BoundStep = NewStep(type, code);
        if (CompletesItself(type))
            Make(step, type, code, step.Normalized(ObjectsOf(draft)), OptionsOf(draft, isNamed), draft.Name, draft.Declaration.File);
        else
            Give(step, draft, code, OptionsOf(draft, isNamed));
        return step;
    }

    // In a build the plan reports it; here a plan is made only when a result is requested.
    private static void CheckCaching(List<StepDraft> order)
    {
        var wrong = new List<Diagnostic>();
        foreach (var draft in order.Where(draft => !draft.IsBound))
        {
            if (CachePreference.Contradiction(draft.Type!, draft.Options.CacheResults) is { } why)
                wrong.Add(Descriptors.CannotCache.Create(draft.SubjectOf(SettingNames.CacheResults), draft.Name, why));
        }

        if (wrong.Count > 0)
            throw new TangoException(wrong);
    }

    private static IEnumerable<DeclaredValue> Declared(StepType type, IReadOnlyDictionary<string, object?> arguments, StepOptions options)
    {
        yield return new DeclaredValue.InMemory(SettingNames.Type, type);
        foreach (var setting in Settings)
            yield return new DeclaredValue.InMemory(setting.Name, setting.GetValue(options));

        foreach (var (name, value) in arguments)
            yield return new DeclaredValue.InMemory(name, value);
    }

    private static void Give(Step step, StepDraft draft, Type code, StepOptions options)
    {
        if (draft.Inputs.Exists(input => input.BoundStep == step))
            throw new InvalidOperationException($"'{draft.Name}' uses its own result: a step cannot be among its own arguments.");

        step.Recipe = RecipeOf(draft, code, options);
    }

    private static StepRecipe RecipeOf(StepDraft draft, Type code, StepOptions options) => new()
    {
        Type = draft.Type!,
        Code = code,
        Options = options,
        Label = draft.Name,
        Arguments = [.. draft.Arguments],
        References = [.. draft.Inputs.Select(input => KeyValuePair.Create(input.Name, input.BoundStep!))],
        File = draft.Declaration.File,
    };

    private StepOptions OptionsOf(StepDraft draft, bool isNamed) => draft.Options with
    {
        Name = isNamed ? draft.Name : null,
        BaseDirectory = _baseDirectory,
        DependsOn = [.. draft.OrderOnly.Select(before => before.BoundStep!)],
    };

    // The declared arguments are passed as objects to the step's own NormalizeArguments, like arguments in code.
    private static Dictionary<string, object?> ObjectsOf(StepDraft draft)
    {
        var references = draft.Inputs.ToDictionary(input => input.Name, input => input.BoundStep!);
        return draft.Arguments
            .Where(argument => !argument.IsDefault)
            .ToDictionary(argument => argument.Parameter.Name, argument => InMemoryArguments.ToObject(argument.Value, references), StringComparer.OrdinalIgnoreCase);
    }
}
