using Microsoft.Build.Utilities;
using Tango.Build.Tasks.Tests.Infrastructure;
using Tango.Build.TestKit;
using Tango.Engine;
using Tango.IO;
using Task = System.Threading.Tasks.Task;

namespace Tango.Build.Tasks.Tests;

/// <summary>A file system that does not answer: whoever reads one of the files that planning reads waits.</summary>
public sealed class StuckFileSystemTests : IDisposable
{
    private readonly TestDirectory _directory = TestDirectory.Create();
    private readonly RecordingEngine _engine = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(typeof(PlanTangoSteps), nameof(StateFiles.History))]
    [InlineData(typeof(RunTangoSteps), nameof(StateFiles.History))]
    [InlineData(typeof(RunTangoSteps), nameof(StateFiles.UpToDate))]
    [InlineData(typeof(WriteTangoReport), nameof(StateFiles.History))]
    [InlineData(typeof(DrawTangoGraph), nameof(StateFiles.History))]
    public async Task A_build_that_waits_for_it_ends_when_it_is_cancelled(Type type, string file)
    {
        var state = new StateFiles(Directory.CreateDirectory(_directory.PathOf("obj/tango")).FullName);
        var path = file == nameof(StateFiles.UpToDate) ? state.UpToDate : state.History;
        var isRead = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var answer = new TaskCompletionSource();
        (StateFile.Reading ??= new()).Value = read =>
        {
            if (read == path && isRead.TrySetResult())
                answer.Task.Wait();
        };

        var task = CreateTask(type);
        var running = Task.Run(task.Execute);
        await isRead.Task;
        Assert.False(running.IsCompleted);
        task.Cancel();

        Assert.False(await running);
        Assert.Empty(_engine.Errors);
        answer.SetResult();
    }

    private PipelineTask CreateTask(Type type)
    {
        var task = (PipelineTask)Activator.CreateInstance(type)!;
        task.BuildEngine = _engine;
        task.ProjectFile = _directory.PathOf("App.csproj");
        task.Code = [TaskRequests.Part("Assembly", "obj/App.dll")];
        task.Set(nameof(PipelineSettings.StateDirectory), "obj/tango");
        task.Set(nameof(PipelineSettings.CacheDirectory), ".tango");
        task.Steps = [new TaskItem("one")];
        if (task is RunTangoSteps run)
            run.TargetAssembly = "bin/App.dll";

        return task;
    }
}
