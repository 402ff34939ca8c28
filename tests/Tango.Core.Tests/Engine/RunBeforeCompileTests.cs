using Tango.Core.Tests.Execution;
using Tango.Core.Tests.Execution.Steps;
using Tango.Core.Tests.Execution.Worker;
using Tango.Engine;

namespace Tango.Core.Tests.Engine;

/// <summary>Steps of a project that is not compiled yet: code of the projects that it refers to.</summary>
[Trait("Speed", "Slow")]
public sealed class RunBeforeCompileTests : IDisposable
{
    private static readonly string StepProject = TestStepTypes.Assemblies.Main;

    private readonly EngineProject _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task Steps_run_with_the_files_next_to_the_assembly_of_their_types()
    {
        _project.Declare<Constant>("one", "Value=1");

        await _project.BuildAsync(Request(StepProject));

        Assert.Equal(1, await _project.ResultAsync<int>("one"));
    }

    [Fact]
    public async Task Cannot_run_where_nothing_says_what_they_are_made_of()
    {
        _project.Declare<Constant>("one", "Value=1");

        var result = await EngineBuild.RunAsync(Request(_project.Assembly), new RecordedEvents());

        var mistake = Assert.Single(result.Diagnostics);
        Assert.Equal("TANGO0404", mistake.Code);
        Assert.Equal(("one", "Type"), (mistake.Subject.Step, mistake.Subject.Argument));
        Assert.Contains(".deps.json' is missing", mistake.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Are_not_looked_for_in_the_project_itself()
    {
        var request = Request(StepProject) with { Declarations = [new("own", [new Tango.Graph.DeclaredValue.Text("Type", "Own")], "/p/p.csproj")] };

        var result = await EngineBuild.RunAsync(request, new RecordedEvents());

        Assert.Equal("TANGO0403", Assert.Single(result.Diagnostics).Code);
    }

    private PipelineRequest Request(string stepProject) => _project.Request with
    {
        RunsBeforeCompile = true,
        Assemblies = TestStepTypes.Assemblies with { Main = stepProject },
        Worker = TestWorker.Settings with { TargetAssembly = "/none/App.dll", DepsFile = "/none/App.deps.json", RuntimeConfigFile = "/none/App.runtimeconfig.json" },
    };
}
