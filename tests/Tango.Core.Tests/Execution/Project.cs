using System.Collections.Immutable;
using Tango.Caching;
using Tango.Diagnostics;
using Tango.Execution.Plans;
using Tango.Execution.Running;
using Tango.Graph;
using Tango.Identity;
using Tango.Planning;
using Tango.Runs;

namespace Tango.Core.Tests.Execution;

/// <summary>A folder with input files, declared steps, a cache and the memory of earlier runs: what one project is to the engine.</summary>
internal sealed class Project : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly List<StepDeclaration> _declarations = [];

    public Project()
    {
        Directory.CreateDirectory(Folder);
        Directory.CreateDirectory(StateDirectory);
        Cache = new DirectoryStepCache(_directory.PathOf("cache"));
    }

    public string Folder => _directory.PathOf("project");

    public string StateDirectory => _directory.PathOf("state");

    public DirectoryStepCache Cache { get; }

    public RunHistory History { get; } = new();

    public IReadOnlyList<StepDeclaration> Declarations => _declarations;

    public string PathOf(string name) => Path.GetFullPath(name, Folder);

    public string Write(string name, string content)
    {
        var path = PathOf(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        return path;
    }

    /// <summary>Declares a step as an item does.</summary>
    /// <param name="name">The step's name.</param>
    /// <param name="metadata">Texts like <c>Epochs=5</c>.</param>
    public Project Declare<T>(string name, params string[] metadata) => Declare(name, ["Type=" + typeof(T).FullName, .. metadata]);

    /// <summary>Declares a step as an item does.</summary>
    /// <param name="name">The step's name.</param>
    /// <param name="metadata">Texts like <c>Epochs=5</c>, <c>Type</c> among them.</param>
    public Project Declare(string name, params string[] metadata)
    {
        _declarations.Add(new StepDeclaration(name, [.. metadata.Select(Value)], PathOf("project.csproj")));
        return this;
    }

    /// <summary>Declares a command as an item does.</summary>
    public Project DeclareCommand(string name, string run, params string[] metadata) => Declare(name, ["Type=Command", "Run=" + run, .. metadata]);

    /// <summary>Forgets what was declared, and keeps the files, the cache and the history.</summary>
    public Project DeclareAnew()
    {
        _declarations.Clear();
        return this;
    }

    public StepGraph Graph() => new GraphBuilder(TestStepTypes.Catalog, Folder).Build(_declarations);

    /// <summary>What is wrong with the declarations, each as its code, step and argument.</summary>
    public IReadOnlyList<Diagnostic> Mistakes() => Assert.Throws<TangoException>(Graph).Diagnostics;

    public StepNode Node(string name) => Graph().Find(name)!;

    public static ImmutableArray<StepIdentity> Identities(StepGraph graph) =>
        new StepIdentifier(new InputFileHasher(new FileHashCache())).Identify(graph);

    public string UniqueId(string step)
    {
        var graph = Graph();
        return Identities(graph)[graph.Find(step)!.Index].UniqueId;
    }

    public Plan Plan(PlanOptions? options = null, StepCache? cache = null)
    {
        var graph = Graph();
        return new Planner(cache ?? Cache, History, options ?? PlanOptions.Default).Make(graph, Identities(graph));
    }

    public ExecutionPlan ExecutionPlan(PlanOptions? options = null, StepCache? cache = null) =>
        ThroughFile(ExecutionPlanMaker.Make(Plan(options, cache), "1.2.3") with { Options = new() { MaxParallelism = 4 } });

    /// <summary>Runs what is missing, in this process, and takes up what became of it.</summary>
    public async Task<RecordedEvents> RunAsync(PlanOptions? options = null, StepCache? cache = null)
    {
        var events = new RecordedEvents();
        await RunAsync(ExecutionPlan(options, cache), events, cache);
        foreach (var completed in events.Of<RunEvent.StepCompleted>())
            History.Record(new StepOutcome(completed.Step, completed.UniqueId, completed.State));

        foreach (var failed in events.Of<RunEvent.StepFailed>())
            History.Record(new StepOutcome(failed.Step, failed.UniqueId, StepState.Failed));

        return events;
    }

    public Task RunAsync(ExecutionPlan plan, IRunObserver events, StepCache? cache = null, CancellationToken cancellationToken = default) =>
        new Executor(cache ?? Cache, events).ExecuteAsync(plan, cancellationToken);

    public async Task<T?> ResultAsync<T>(string step, StepCache? cache = null)
    {
        var read = await (cache ?? Cache).TryGetAsync(UniqueId(step), typeof(T));
        Assert.Equal(CacheReadState.Found, read.State);
        return (T?)read.Value;
    }

    public void Dispose() => _directory.Dispose();

    private ExecutionPlan ThroughFile(ExecutionPlan plan)
    {
        var path = Path.Combine(StateDirectory, "plan.json");
        ExecutionPlanFile.Write(path, plan);
        return ExecutionPlanFile.Read(path);
    }

    private static DeclaredValue.Text Value(string metadata)
    {
        var equals = metadata.IndexOf('=', StringComparison.Ordinal);
        var (name, text) = (metadata[..equals], metadata[(equals + 1)..]);
        return new DeclaredValue.Text(name, text, text.Contains(';') ? [.. text.Split(';')] : default);
    }
}
