using System.Text.Json.Nodes;
using Tango.Graph;
using Tango.Graph.InMemory;
using Tango.InCode;
using Tango.Runs;

namespace Tango;

// What graphs can do in programs, without a build; see the other half of Step.
public sealed partial class StepGraph
{
    /// <summary>The graph of steps created in code, and of all steps that they need.</summary>
    /// <param name="steps">The steps.</param>
    /// <exception cref="InvalidOperationException">A step was made with <c>new</c>.</exception>
    public static StepGraph Create(params IEnumerable<Step> steps) => InMemoryGraph.Create(steps).Graph;

    /// <summary>Makes the steps of a graph from JSON. In any order, in linear time.</summary>
    /// <param name="parameters">
    /// For each step its type, settings and arguments, see <see cref="Step.FromParams(JsonObject, IReadOnlyDictionary{string, Step}?, string?)"/>.
    /// </param>
    /// <param name="baseDirectory">The full path of the folder that paths of input files are relative to; null: they are full paths.</param>
    /// <exception cref="TangoException">There are errors: all of them.</exception>
    public static StepGraph FromParams(IReadOnlyDictionary<string, JsonObject> parameters, string? baseDirectory = null) =>
        StepMaker.MakeGraph([.. parameters.Select(step => JsonDeclarations.Parse(step.Key, step.Value))], baseDirectory);

    /// <summary>Makes the steps that a JSON file declares: an object with one member per step, or with such an object as its member <c>steps</c>.</summary>
    /// <param name="path">The full path. Paths of input files are relative to its folder.</param>
    /// <exception cref="TangoException">The file cannot be read, or there are errors: all of them.</exception>
    public static StepGraph FromFile(string path) => StepMaker.MakeGraph(JsonDeclarations.Read(path), Path.GetDirectoryName(path));

    /// <summary>
    /// Brings a graph's steps up to date in one run: all but those that run only if needed. A step whose result is not cached runs once, however many steps use it.
    /// </summary>
    /// <param name="cache">The cache for results; null: <see cref="StepCache.Default"/>.</param>
    /// <param name="observer">Gets the events of the run, and the warnings of the plan (<see cref="RunEvent.PlanWarned"/>); null: none.</param>
    /// <param name="options">Limits, and what happens after a failure; null: the usual ones.</param>
    /// <param name="cancellationToken">Starts no further steps, cancels those that run, and waits for them.</param>
    /// <exception cref="TangoException">Steps failed, and are named; the others have run. The inner exception is what was thrown.</exception>
    /// <exception cref="InvalidOperationException">The graph is a build's, which loads no steps.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task RunAsync(StepCache? cache = null, IRunObserver? observer = null, RunOptions? options = null, CancellationToken cancellationToken = default)
    {
        var wanted = InMemoryPlan.WantedOf(Objects, cancellationToken);
        await GuardedObserver
            .RunAsync(observer, (guarded, token) => new InMemoryRun(cache, guarded, options).EnsureAsync(wanted, token), cancellationToken)
            .ConfigureAwait(false);
    }
}
