using Tango.Diagnostics;
using Tango.Steps;

namespace Tango;

/// <summary>
/// One step of a pipeline. Derive from <see cref="Step{T}"/>, or from this class when there is no result, and write one public method
/// <c>Run</c> or <c>RunAsync</c> whose parameters are the step's arguments.
/// </summary>
/// <remarks>
/// In code a step is created by <see cref="Create{T}(object?, StepOptions?)"/> or <see cref="FromParams"/>, which give it its arguments. The arguments are the
/// step's from then on: objects among them must not be changed. Members that describe a step may be used from several threads; those of a running step by its own code only.
/// </remarks>
public abstract partial class Step
{
    private StepContext? _context;
    private StepRecipe? _recipe;

    /// <summary>Its name; default: the name of its class. Used in messages; has no effect on the result or the unique id.</summary>
    /// <exception cref="InvalidOperationException">The step was created with <c>new</c>.</exception>
    public string Name => Recipe.Options.Name ?? Recipe.Label;

    /// <summary>Whether the result is cached: according to its options, else to its type. It is never cached if it depends on a step that is not deterministic.</summary>
    /// <exception cref="InvalidOperationException">The step was created with <c>new</c>.</exception>
    public bool CacheResults => CachePreference.IsCacheable(Recipe.Type, Recipe.Options.CacheResults);

    /// <summary>How the result is stored, compression included, e.g. <c>json.zst</c>.</summary>
    /// <exception cref="InvalidOperationException">The step was created with <c>new</c>.</exception>
    public string Format => Recipe.Type.FormatOf(Recipe.Options.Format).ToString();

    /// <summary>Whether a graph runs the step only if another one needs it.</summary>
    /// <exception cref="InvalidOperationException">The step was created with <c>new</c>.</exception>
    public bool OnlyIfNeeded => Recipe.Options.OnlyIfNeeded ?? Recipe.Options.Name is null;

    /// <summary>
    /// A directory of the step's own, while it runs. It stays across restarts until the step completes, so it may contain what an
    /// interrupted run left; never assume that it is empty.
    /// </summary>
    /// <exception cref="InvalidOperationException">The step is not running.</exception>
    public string WorkDirectory => Context.WorkDirectory;

    /// <summary>The arguments and settings that the step was created with.</summary>
    internal StepRecipe Recipe
    {
        get => _recipe ?? throw new InvalidOperationException(
            $"This {GetType().Name} has no arguments, because it was made with new. Make steps with Step.Create<{GetType().Name}>(…).");
        set => _recipe = value;
    }

    /// <summary>Whether it was created by <c>Step.Create</c> or the like.</summary>
    internal bool HasRecipe => _recipe is not null;

    /// <summary>Writes to the step's log, while it runs.</summary>
    /// <exception cref="InvalidOperationException">The step is not running.</exception>
    protected StepLogger Logger => Context.Logger;

    /// <summary>Receives the step's progress, while it runs.</summary>
    /// <exception cref="InvalidOperationException">The step is not running.</exception>
    protected IProgress<StepProgress> Progress => Context.Progress;

    /// <summary>One line that describes the result, e.g. <c>accuracy 97.3 %</c>; see <see cref="StepContext.Summary"/>.</summary>
    /// <exception cref="InvalidOperationException">The step is not running.</exception>
    protected string? Summary
    {
        get => Context.Summary;
        set => Context.Summary = value;
    }

    /// <summary>Numbers about the result, which tools compare between runs: <c>Metrics["accuracy"] = 0.967</c>.</summary>
    /// <exception cref="InvalidOperationException">The step is not running.</exception>
    protected StepMetrics Metrics => Context.Metrics;

    private StepContext Context => _context ?? throw new InvalidOperationException(
        $"{GetType().Name} is not running: work directory, logger and progress exist only while Run does.");

    /// <summary>A part of the result, as an argument of another step: <c>split.Part("Train")</c>, <c>tables.Part("en", "0")</c>.</summary>
    /// <param name="path">Property names, indices and keys from the result inwards.</param>
    public StepPart Part(params IReadOnlyList<string> path) => new(this, [.. path]);

    /// <summary>
    /// Override to change arguments before they are converted, identified and run, e.g. to set values that follow from others, or to unify different spellings. Called once, when
    /// the step is created. The arguments contain steps, not their results. Pipelines created in code only: a build never loads a step to plan it, and refuses one that overrides
    /// this (<c>TANGO0106</c>).
    /// </summary>
    /// <param name="arguments">The given arguments, by parameter name, without defaults.</param>
    /// <returns>The arguments to use.</returns>
    protected virtual IReadOnlyDictionary<string, object?> NormalizeArguments(IReadOnlyDictionary<string, object?> arguments) => arguments;

    /// <summary>Calls <see cref="NormalizeArguments"/>.</summary>
    internal IReadOnlyDictionary<string, object?> Normalized(IReadOnlyDictionary<string, object?> arguments) => NormalizeArguments(arguments);

    /// <summary>Starts a run of this object.</summary>
    /// <param name="context">The context of the run.</param>
    /// <exception cref="TangoException">A run has not ended yet.</exception>
    internal void Begin(StepContext context)
    {
        if (Interlocked.CompareExchange(ref _context, context, null) is not null)
            throw new TangoException(Descriptors.StepAlreadyRunning.Create(new DiagnosticSubject(step: context.StepName), context.StepName));
    }

    /// <summary>Ends a run that <see cref="Begin"/> started.</summary>
    internal void End() => _context = null;
}
