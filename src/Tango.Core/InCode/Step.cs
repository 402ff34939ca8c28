using System.Text.Json.Nodes;
using Tango.Graph.InMemory;
using Tango.InCode;

namespace Tango;

// What steps can do in programs, without a build. In this folder, because it needs ids, plans and runs: the other half of the class knows none of them.
public abstract partial class Step
{
    /// <summary>
    /// <c>ClassName-Version-hash</c>, or <c>ClassName-hash</c> without a version: the same for equal steps in every process, and in builds. Of a step that is not deterministic,
    /// random, but always the same for the same object. Computed at first use, which reads input files, and kept: a file that is edited later does not change it.
    /// </summary>
    /// <exception cref="InvalidOperationException">The step was made with <c>new</c>.</exception>
    /// <exception cref="IOException">An input file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">Access to an input file is denied.</exception>
    public string UniqueId => InMemoryIdentities.Get(this).UniqueId;

    /// <summary>The steps that this one depends on itself.</summary>
    /// <exception cref="InvalidOperationException">The step was made with <c>new</c>.</exception>
    public IReadOnlySet<Step> Dependencies => InMemoryGraph.DependenciesOf(this).ToHashSet<Step>(ReferenceEqualityComparer.Instance);

    /// <summary>All steps that this one depends on, through others too.</summary>
    /// <exception cref="InvalidOperationException">The step was made with <c>new</c>.</exception>
    public IReadOnlySet<Step> RecursiveDependencies =>
        InMemoryGraph.Create([this]).Steps.Where(other => other != this).ToHashSet<Step>(ReferenceEqualityComparer.Instance);

    /// <summary>Creates a step.</summary>
    /// <typeparam name="T">The step class.</typeparam>
    /// <param name="arguments">
    /// The arguments of <c>Run</c>: an object whose properties are named like the parameters (<c>new { rows, epochs = 10 }</c>), or a dictionary. Each is a value,
    /// a step whose result is the value, or a list, dictionary or anonymous object that contains steps. Null: none.
    /// </param>
    /// <param name="options">Name, caching, format and limits; null: the usual ones.</param>
    /// <exception cref="TangoException">An argument is unknown, missing, or not of its parameter's type: all such errors.</exception>
    /// <exception cref="ArgumentException">An argument is given twice, in different case.</exception>
    public static T Create<T>(object? arguments = null, StepOptions? options = null)
        where T : Step, new() => StepMaker.Make<T>(arguments, options);

    /// <summary>Creates a step that calls a function.</summary>
    /// <param name="function">A public static method with <see cref="StepAttribute"/>.</param>
    /// <param name="arguments">The arguments, as for <see cref="Create{T}(object?, StepOptions?)"/>.</param>
    /// <param name="options">Name, caching, format and limits; null: the usual ones.</param>
    /// <exception cref="TangoException">It is not a function step, or its arguments have errors.</exception>
    /// <exception cref="ArgumentException">An argument is given twice, in different case.</exception>
    public static Step Create(Delegate function, object? arguments = null, StepOptions? options = null) => StepMaker.Make(function, arguments, options);

    /// <summary>Creates a step of a type that is given by name.</summary>
    /// <param name="type">The registered name, class or function name, or full name.</param>
    /// <param name="arguments">The arguments, as for <see cref="Create{T}(object?, StepOptions?)"/>.</param>
    /// <param name="options">Name, caching, format and limits; null: the usual ones.</param>
    /// <exception cref="TangoException">There is no such step type, or its arguments have errors.</exception>
    /// <exception cref="ArgumentException">An argument is given twice, in different case.</exception>
    public static Step Create(string type, object? arguments = null, StepOptions? options = null) => StepMaker.Make(type, arguments, options);

    /// <summary>Creates a step from JSON, as in graph files: <c>{ "type": "TrainModel", "rows": { "ref": "split", "key": "Train" }, "epochs": 10 }</c>.</summary>
    /// <param name="parameters">Type, settings and arguments.</param>
    /// <param name="existingSteps">The steps that references may name; null: none.</param>
    /// <param name="name">The step's name; null for none.</param>
    /// <exception cref="TangoException">There are errors: all of them.</exception>
    public static Step FromParams(JsonObject parameters, IReadOnlyDictionary<string, Step>? existingSteps = null, string? name = null) =>
        StepMaker.Make(parameters, existingSteps, name);

    /// <summary>
    /// The result: read from the cache if it is there; otherwise the step runs, after the steps that it needs and that are not cached either, and the result is cached if it can be. Null may be
    /// the result; it is always that of a step that has none. May be called from several threads, for different objects: one object runs once at a time.
    /// </summary>
    /// <param name="cache">The cache for results; null: <see cref="StepCache.Default"/>.</param>
    /// <param name="cancellationToken">Starts no further steps, cancels those that run, and waits for them.</param>
    /// <exception cref="TangoException">A step failed, and is named; the inner exception is what it threw.</exception>
    /// <exception cref="InvalidOperationException">The step was made with <c>new</c>.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public Task<object?> ResultAsync(StepCache? cache = null, CancellationToken cancellationToken = default) =>
        new InMemoryRun(cache, observer: null).ResultAsync(this, cancellationToken);

    /// <summary>Ensures that the result is in the cache, without reading it.</summary>
    /// <param name="cache">The cache for results; null: <see cref="StepCache.Default"/>.</param>
    /// <param name="cancellationToken">Starts no further steps, cancels those that run, and waits for them.</param>
    /// <exception cref="TangoException">The result is never cached; or a step failed, and is named, and the inner exception is what it threw.</exception>
    /// <exception cref="InvalidOperationException">The step was made with <c>new</c>.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public Task EnsureResultAsync(StepCache? cache = null, CancellationToken cancellationToken = default)
    {
        InMemoryCaching.CheckCacheable(this);
        return new InMemoryRun(cache, observer: null).EnsureAsync([this], cancellationToken);
    }

    /// <summary>
    /// What represents this step in the unique ids of the steps that use its result: its unique id. Override to make their ids depend on something
    /// else; other than text is hashed as an argument would be. Pipelines created in code only: a build never loads a step to identify it, and refuses one that
    /// overrides this (<c>TANGO0106</c>).
    /// </summary>
    public virtual object DetHashObject() => UniqueId;
}
