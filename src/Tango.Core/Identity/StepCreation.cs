using System.Text.Json.Nodes;
using Tango.Diagnostics;
using Tango.Graph;
using Tango.Identity;
using Tango.Steps;
using Tango.Steps.Loaded;

namespace Tango;

/// <summary>Makes steps in code, without MSBuild: with the same checks, conversions and unique ids as a build.</summary>
public static class StepCreation
{
    extension(Step)
    {
        /// <summary>Makes a step.</summary>
        /// <typeparam name="T">The step class.</typeparam>
        /// <param name="arguments">
        /// The arguments of <c>Run</c>: an object whose properties are named like the parameters (<c>new { rows, epochs = 10 }</c>), or a dictionary. Each is a value,
        /// a step whose result is the value, or a list, dictionary or anonymous object that holds steps.
        /// </param>
        /// <param name="options">Name, caching, format and limits.</param>
        /// <exception cref="TangoException">An argument is unknown, missing, or not of its parameter's type: all such mistakes.</exception>
        public static T Create<T>(object? arguments = null, StepOptions? options = null)
            where T : Step, new()
        {
            var step = new T();
            Complete(step, LoadedStepTypes.Of(typeof(T)), typeof(T), arguments, options);
            return step;
        }

        /// <summary>Makes a step that calls a function.</summary>
        /// <param name="function">A public static method with <see cref="StepAttribute"/>.</param>
        /// <param name="arguments">The arguments, as for <see cref="Create{T}(object?, StepOptions?)"/>.</param>
        /// <param name="options">Name, caching, format and limits.</param>
        /// <exception cref="TangoException">It is no function step, or its arguments have mistakes.</exception>
        public static Step Create(Delegate function, object? arguments = null, StepOptions? options = null)
        {
            var method = function.Method;
            return Complete(new FunctionStep(), LoadedStepTypes.Of(method), method.DeclaringType!, arguments, options);
        }

        /// <summary>Makes a step of a type known by name.</summary>
        /// <param name="type">The registered name, class or function name, or full name.</param>
        /// <param name="arguments">The arguments, as for <see cref="Create{T}(object?, StepOptions?)"/>.</param>
        /// <param name="options">Name, caching, format and limits.</param>
        /// <exception cref="TangoException">There is no such step type, or its arguments have mistakes.</exception>
        public static Step Create(string type, object? arguments = null, StepOptions? options = null)
        {
            var known = FindType(type);
            var code = LoadedStepTypes.CodeOf(known);
            return Complete(LiveSteps.NewStep(known, code), known, code, arguments, options);
        }

        /// <summary>Makes a step from JSON, as graph files hold it: <c>{ "type": "TrainModel", "rows": { "ref": "split", "key": "Train" }, "epochs": 10 }</c>.</summary>
        /// <param name="parameters">Type, settings and arguments.</param>
        /// <param name="existingSteps">The steps that references may name.</param>
        /// <param name="name">The step's name; null for none.</param>
        /// <exception cref="TangoException">There are mistakes: all of them.</exception>
        public static Step FromParams(JsonObject parameters, IReadOnlyDictionary<string, Step>? existingSteps = null, string? name = null)
        {
            var declaration = JsonDeclarations.Of(name ?? TypeIn(parameters), parameters);
            return NewSteps(null).Make([declaration], existingSteps, areNamed: name is not null)[^1];
        }
    }

    extension(StepGraph)
    {
        /// <summary>The graph of steps made in code, and of all they need.</summary>
        /// <param name="steps">The steps.</param>
        public static StepGraph Of(params IEnumerable<Step> steps) => LiveGraph.Of(steps).Graph;

        /// <summary>Makes the steps of a graph from JSON. In any order, in linear time.</summary>
        /// <param name="parameters">For each step its type, settings and arguments, see <see cref="FromParams(JsonObject, IReadOnlyDictionary{string, Step}?, string?)"/>.</param>
        /// <param name="baseDirectory">The full path of the folder that paths of input files are relative to; null: they are full paths.</param>
        /// <exception cref="TangoException">There are mistakes: all of them.</exception>
        public static StepGraph FromParams(IReadOnlyDictionary<string, JsonObject> parameters, string? baseDirectory = null) =>
            Declared(NewSteps(baseDirectory).Make([.. parameters.Select(step => JsonDeclarations.Of(step.Key, step.Value))]));

        /// <summary>Makes the steps that a JSON file declares: an object with a member a step, or with such an object as its member <c>steps</c>.</summary>
        /// <param name="path">The full path. Paths of input files are relative to its folder.</param>
        /// <exception cref="TangoException">There are mistakes: all of them.</exception>
        public static StepGraph FromFile(string path) =>
            Declared(NewSteps(Path.GetDirectoryName(path)).Make(JsonDeclarations.Read(path)));
    }

    extension(Step step)
    {
        /// <summary>
        /// <c>ClassName-Version-hash</c>, or <c>ClassName-hash</c> without a version: the same for equal steps in every process, and in builds. Of a step that is not deterministic,
        /// random, but always the same for the same object. Computed once: a file that is edited later does not change it.
        /// </summary>
        public string UniqueId => LiveIdentities.Of(step).UniqueId;

        /// <summary>The steps that this one depends on itself.</summary>
        public IReadOnlySet<Step> Dependencies => LiveGraph.DependenciesOf(step).ToHashSet<Step>(ReferenceEqualityComparer.Instance);

        /// <summary>All steps that this one depends on, through others too.</summary>
        public IReadOnlySet<Step> RecursiveDependencies =>
            LiveGraph.Of([step]).Steps.Where(other => other != step).ToHashSet<Step>(ReferenceEqualityComparer.Instance);
    }

    private static StepGraph Declared(IEnumerable<Step> steps) => LiveGraph.Of(steps.Where(step => step.Recipe.Options.Name is not null)).Graph;

    private static LiveSteps NewSteps(string? baseDirectory) => new(step => LiveIdentities.Of(step).UniqueId, baseDirectory);

    private static Step Complete(Step step, StepType type, Type code, object? arguments, StepOptions? options)
    {
        NewSteps(options?.BaseDirectory).Make(step, type, code, Named(arguments), options ?? new StepOptions());
        return step;
    }

    private static Dictionary<string, object?> Named(object? arguments)
    {
        var named = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in arguments is null ? [] : LiveMembers.OfDictionary(arguments) ?? LiveMembers.OfObject(arguments))
        {
            if (!named.TryAdd(name, value))
            {
                throw new ArgumentException($"The argument '{name}' is given twice: case does not tell names apart.", nameof(arguments));
            }
        }

        return named;
    }

    private static StepType FindType(string name)
    {
        var catalog = LoadedStepTypes.All;
        return catalog.Find(name) switch
        {
            [var only] => only,
            [] => throw new TangoException(Descriptors.UnknownStepType.Of(
                DiagnosticSubject.None, name, NearestNames.Suggest(name, catalog.ShortNames, "step types"))),
            var several => throw new TangoException(Descriptors.AmbiguousStepType.Of(
                DiagnosticSubject.None, name, string.Join(" or ", several.Select(type => type.FullName)))),
        };
    }

    private static string TypeIn(JsonObject parameters) =>
        parameters.FirstOrDefault(member => member.Key.Equals(SettingNames.Type, StringComparison.OrdinalIgnoreCase)).Value is JsonValue value
        && value.TryGetValue<string>(out var type)
            ? type
            : "step";
}
