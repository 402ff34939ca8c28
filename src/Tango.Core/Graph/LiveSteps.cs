using Tango.Diagnostics;
using Tango.Steps;
using Tango.Steps.Loaded;

namespace Tango.Graph;

/// <summary>Makes steps as objects of the running program from declarations, by the same rules as builds make nodes.</summary>
internal sealed class LiveSteps
{
    private readonly Func<Step, string> _uniqueIdOf;
    private readonly string? _baseDirectory;

    /// <param name="uniqueIdOf">Computes the unique id of a step.</param>
    /// <param name="baseDirectory">The folder that paths start from; null: paths are full paths.</param>
    public LiveSteps(Func<Step, string> uniqueIdOf, string? baseDirectory)
    {
        _uniqueIdOf = uniqueIdOf;
        _baseDirectory = baseDirectory;
    }

    /// <summary>Makes a step of a known type.</summary>
    /// <param name="step">The object to give the arguments to.</param>
    /// <param name="type">Its type.</param>
    /// <param name="code">The loaded type that holds its method.</param>
    /// <param name="arguments">The arguments by name.</param>
    /// <param name="options">Everything else.</param>
    public void Make(Step step, StepType type, Type code, IReadOnlyDictionary<string, object?> arguments, StepOptions options) =>
        Make(step, type, code, step.Normalized(arguments), options, label: options.Name ?? type.ClassName, file: null);

    /// <summary>Makes the declared steps, and those that are declared inside them.</summary>
    /// <param name="declarations">The steps, in any order.</param>
    /// <param name="existing">Steps that they may refer to by name.</param>
    /// <param name="areNamed">Whether the names of the declarations are names of steps; otherwise messages alone use them.</param>
    /// <returns>All of them, inline ones included, each after those it depends on.</returns>
    /// <exception cref="TangoException">There are mistakes: all of them.</exception>
    public List<Step> Make(
        IReadOnlyList<StepDeclaration> declarations,
        IReadOnlyDictionary<string, Step>? existing = null,
        bool areNamed = true)
    {
        var (order, _) = new GraphBuilder(LoadedStepTypes.All, _baseDirectory).Resolve(declarations, existing, CompletesItself);
        var made = new List<Step>(order.Count);
        CheckCaching(order);
        foreach (var draft in order.Where(draft => !draft.IsLive))
        {
            made.Add(MakeDeclared(draft, areNamed && !draft.IsInline));
        }

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
        foreach (var draft in order.Where(draft => !draft.IsLive))
        {
            if (draft.IsInline)
            {
                MakeDeclared(draft, isNamed: false);
                continue;
            }

            draft.Live = step;
            Give(step, draft, code, options);
        }
    }

    private static bool CompletesItself(StepType type) => !type.IsFunction && StepHooks.Normalizes(LoadedStepTypes.CodeOf(type));

    private Step MakeDeclared(StepDraft draft, bool isNamed)
    {
        var code = LoadedStepTypes.CodeOf(draft.Type!);
        draft.Live = NewStep(draft.Type!, code);
        Give(draft.Live, draft, code, OptionsOf(draft, isNamed));
        if (CompletesItself(draft.Type!))
        {
            Complete(draft.Live, draft, code);
        }

        return draft.Live;
    }

    // In a build the plan says so; here there is none until a result is asked for.
    private static void CheckCaching(List<StepDraft> order)
    {
        var wrong = new List<Diagnostic>();
        foreach (var draft in order.Where(draft => !draft.IsLive))
        {
            if (CacheWish.Contradiction(draft.Type!, draft.Settings.CacheResults) is { } why)
            {
                wrong.Add(Descriptors.CannotCache.Of(draft.SubjectOf(SettingNames.CacheResults), draft.Name, why));
            }
        }

        if (wrong.Count > 0)
        {
            throw new TangoException(wrong);
        }
    }

    private static IEnumerable<DeclaredValue> Declared(StepType type, IReadOnlyDictionary<string, object?> arguments, StepOptions options)
    {
        yield return new DeclaredValue.Live(SettingNames.Type, type);
        yield return new DeclaredValue.Live(SettingNames.CacheResults, options.CacheResults);
        yield return new DeclaredValue.Live(SettingNames.Format, options.Format);
        yield return new DeclaredValue.Live(SettingNames.Cpus, options.Cpus);
        yield return new DeclaredValue.Live(SettingNames.Memory, options.Memory);
        yield return new DeclaredValue.Live(SettingNames.Timeout, options.Timeout);
        yield return new DeclaredValue.Live(SettingNames.Retries, options.Retries);
        foreach (var (name, value) in arguments)
        {
            yield return new DeclaredValue.Live(name, value);
        }
    }

    private void Give(Step step, StepDraft draft, Type code, StepOptions options)
    {
        if (draft.Inputs.Exists(input => input.Live == step))
        {
            throw new InvalidOperationException($"'{draft.Name}' takes its own result: a step cannot be among its own arguments.");
        }

        step.Recipe = RecipeOf(draft, code, options);
    }

    private StepRecipe RecipeOf(StepDraft draft, Type code, StepOptions options) => new()
    {
        Type = draft.Type!,
        Code = code,
        Options = options,
        Label = draft.Name,
        Arguments = [.. draft.Arguments.Select(argument => new RecipeArgument(argument.Parameter, argument.Value, argument.IsDefault))],
        References = [.. draft.Inputs.Select(input => KeyValuePair.Create(input.Name, input.Live!))],
        File = draft.Declaration.File,
        UniqueIdOf = _uniqueIdOf,
    };

    private StepOptions OptionsOf(StepDraft draft, bool isNamed) => new()
    {
        Name = isNamed ? draft.Name : null,
        CacheResults = draft.Settings.CacheResults,
        Format = draft.Settings.Format,
        OnlyIfNeeded = draft.Settings.OnlyIfNeeded,
        BaseDirectory = _baseDirectory,
        DependsOn = [.. draft.OrderOnly.Select(before => before.Live!)],
        Cpus = draft.Settings.Cpus,
        Memory = draft.Settings.Memory,
        Timeout = draft.Settings.Timeout,
        Retries = draft.Settings.Retries,
    };

    // What the declaration gave goes through the step's own hook as objects, like arguments given in code.
    private void Complete(Step step, StepDraft draft, Type code)
    {
        var recipe = step.Recipe;
        var references = recipe.References.ToDictionary(reference => reference.Key, reference => reference.Value);
        var given = recipe.Arguments
            .Where(argument => !argument.IsDefault)
            .ToDictionary(argument => argument.Parameter.Name, argument => LiveArguments.ToObject(argument.Value, references), StringComparer.OrdinalIgnoreCase);
        Make(step, recipe.Type, code, step.Normalized(given), recipe.Options, draft.Name, draft.Declaration.File);
    }
}
