using Tango.Core.Tests.Execution.Steps;
using Tango.Core.Tests.Execution.Worker;
using Tango.Execution.Plans;

namespace Tango.Core.Tests.Execution;

/// <summary>Load, tokenise, train with checkpoints, evaluate: and the process that trains is killed at half.</summary>
[Trait("Speed", "Slow")]
public sealed class TrainWorkflowTests : IDisposable
{
    private readonly Project _project = new();
    private readonly Project _undisturbed = new();

    public void Dispose()
    {
        _project.Dispose();
        _undisturbed.Dispose();
    }

    [Fact]
    public async Task A_training_killed_at_half_goes_on_from_its_checkpoint_and_comes_to_the_same()
    {
        Declare(_project, epochs: 20);
        Declare(_undisturbed, epochs: 20);
        await _undisturbed.RunAsync();

        await RunAndKillAtHalf();

        Assert.Equal(["text: Cached", "tokens: Cached", "model: Run", "score: Run"], Planned(_project));
        File.Delete(_project.PathOf("halt"));
        await _project.RunAsync();
        Assert.Equal("started after 10 epochs", _project.Cache.GetMetadata(_project.UniqueId("model"))!.Summary);
        Assert.Equal("started after 0 epochs", _undisturbed.Cache.GetMetadata(_undisturbed.UniqueId("model"))!.Summary);
        Assert.Equal(await _undisturbed.ResultAsync<double>("score"), await _project.ResultAsync<double>("score"));
        Assert.False(Directory.Exists(Path.Combine(_project.Cache.PathForStep(_project.UniqueId("model")), "work")));
    }

    [Fact]
    public async Task A_shorter_training_is_another_one_and_the_longer_is_found_again()
    {
        Declare(_project, epochs: 20);
        await _project.RunAsync();

        Declare(_project, epochs: 2);
        Assert.Equal(["text: Cached", "tokens: Cached", "model: Run", "score: Run"], Planned(_project));
        await _project.RunAsync();
        Assert.Equal(2, (await _project.ResultAsync<WordModel>("model"))!.Epochs);

        Declare(_project, epochs: 20);
        Assert.All(Planned(_project), step => Assert.EndsWith("Cached", step, StringComparison.Ordinal));
    }

    private static void Declare(Project project, int epochs)
    {
        project.Write("data/text.txt", "the cat sat on the mat\nthe dog did not\n");
        project.DeclareAnew()
            .Declare<LoadsLines>("text", "Path=data/text.txt")
            .Declare<Tokenises>("tokens", "Lines=ref:text")
            .Declare<TrainsOnWords>("model", "Sentences=ref:tokens", $"Epochs={epochs}", "HaltsWhile=" + project.PathOf("halt"))
            .Declare<Evaluates>("score", "Model=ref:model");
    }

    private static IEnumerable<string> Planned(Project project) => project.Plan().Steps.Select(step => $"{step.Node.Name}: {step.Action}");

    private async Task RunAndKillAtHalf()
    {
        _project.Write("halt", "");
        var plan = Path.Combine(_project.StateDirectory, "plan.json");
        ExecutionPlanFile.Write(plan, _project.ExecutionPlan() with { CacheDirectory = _project.Cache.DirectoryPath, Assembly = TestWorker.Settings.TargetAssembly });
        using var worker = TestWorker.Start("run", plan);
        while (!(await worker.StandardOutput.ReadLineAsync())!.Contains("half way", StringComparison.Ordinal))
        {
            // It is on its way.
        }

        worker.Kill();
        await worker.WaitForExitAsync();
    }
}
