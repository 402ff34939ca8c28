using Tango.Core.Tests.Execution;
using Tango.Runs;

namespace Tango.Core.Tests.Engine;

/// <summary>Builds whose memory is removed while they run, by a Clean or by <c>rm -rf obj</c>.</summary>
[Trait("Speed", "Slow")]
public sealed class RemovedStateTests : IDisposable
{
    private readonly EngineProject _project = new();

    public void Dispose() => _project.Dispose();

    [ShTheory]
    [InlineData(nameof(RunEvent.RunStarted), true)]
    [InlineData(nameof(RunEvent.StepStarted), true)]
    [InlineData(nameof(RunEvent.StepCompleted), true)]
    [InlineData(nameof(RunEvent.StepCompleted), false)]
    public async Task What_is_removed_while_steps_run_is_computed_again(string when, bool whole)
    {
        _project.DeclareCommand("gen", "echo 1 > out/a.txt", "Outputs=out/").DeclareCommand("use", "cat {gen}/out/a.txt", "Inputs=ref:gen", "ExportTo=e/use.txt");
        var observer = new StateRemover(_project.StateDirectory, when, whole);

        var result = await EngineBuild.RunAsync(_project.Request, observer);

        Assert.True(observer.HasRemoved);
        Assert.Empty(result.Diagnostics);
        Assert.All(result.Steps, step => Assert.Equal(StepState.Ran, step.State));
        Assert.True(File.Exists(_project.PlanFile));
        Assert.True(_project.IsConfirmed());
        Assert.Equal(("1\n", "1"), (File.ReadAllText(_project.PathOf("out/a.txt")), File.ReadAllText(_project.PathOf("e/use.txt"))));
    }

    private sealed class StateRemover(string directory, string when, bool whole) : IRunObserver
    {
        public bool HasRemoved { get; private set; }

        public void OnEvent(RunEvent runEvent)
        {
            if (runEvent.GetType().Name != when || HasRemoved)
                return;

            if (whole)
                Directory.Delete(directory, recursive: true);
            else
                Array.ForEach(Directory.GetFiles(directory, "plan-*.json"), File.Delete);

            HasRemoved = true;
        }
    }
}
