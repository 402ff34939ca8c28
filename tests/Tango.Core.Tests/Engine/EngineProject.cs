using Tango.Core.Tests.Execution;
using Tango.Core.Tests.Execution.Worker;
using Tango.Engine;
using Tango.Steps;

namespace Tango.Core.Tests.Engine;

/// <summary>A project as the build hands it to the engine, with the real worker.</summary>
internal sealed class EngineProject : IDisposable
{
    private readonly Project _project = new();

    public EngineProject()
    {
        // A copy, so that a test may change it. The worker loads the original.
        var assembly = TestStepTypes.Assemblies.Main;
        Assembly = _project.PathOf(Path.GetFileName(assembly));
        File.Copy(assembly, Assembly);
    }

    public string Assembly { get; }

    public string Folder => _project.Folder;

    public string StateDirectory => _project.StateDirectory;

    public string PlanFile => Path.Combine(StateDirectory, "plan.json");

    public string UpToDateFile => Path.Combine(StateDirectory, "up-to-date.bin");

    public PipelineRequest Request => new()
    {
        ProjectFile = _project.PathOf("project.csproj"),
        ProjectDirectory = _project.Folder,
        StateDirectory = StateDirectory,
        CacheDirectory = _project.Cache.DirectoryPath,
        RunsDirectory = _project.PathOf("runs"),
        Assemblies = new StepAssemblies(Assembly) { References = TestStepTypes.Assemblies.References },
        Declarations = [.. _project.Declarations],
        Options = new() { MaxParallelism = 2 },
        Worker = TestWorker.Settings,
    };

    public EngineProject Declare<T>(string name, params string[] metadata)
    {
        _project.Declare<T>(name, metadata);
        return this;
    }

    public EngineProject DeclareCommand(string name, string run, params string[] metadata)
    {
        _project.DeclareCommand(name, run, metadata);
        return this;
    }

    /// <summary>Declares a command, <c>Run</c> among its metadata.</summary>
    public EngineProject Declare(string name, params string[] metadata)
    {
        _project.Declare(name, ["Type=Command", .. metadata]);
        return this;
    }

    public EngineProject DeclareAnew()
    {
        _project.DeclareAnew();
        return this;
    }

    public string PathOf(string name) => _project.PathOf(name);

    public string Write(string name, string content) => _project.Write(name, content);

    public string EntryOf(string step) => _project.Cache.PathForStep(_project.UniqueId(step));

    public Task<T?> ResultAsync<T>(string step) => _project.ResultAsync<T>(step);

    /// <summary>Builds, and asserts that it went well.</summary>
    public async Task<(PipelineResult Result, RecordedEvents Events)> BuildAsync(PipelineRequest? request = null)
    {
        var events = new RecordedEvents();
        var result = await EngineBuild.RunAsync(request ?? Request, events);
        Assert.DoesNotContain(result.Diagnostics, diagnostic => diagnostic.IsError);
        return (result, events);
    }

    /// <summary>Whether the next build ends early.</summary>
    public bool IsConfirmed(PipelineRequest? request = null) =>
        EngineBuild.Confirm(request ?? Request) is not null;

    public void Dispose() => _project.Dispose();
}
