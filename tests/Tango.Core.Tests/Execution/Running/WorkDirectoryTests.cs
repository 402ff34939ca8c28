using Tango.Core.Tests.Execution.Steps;
using Tango.Planning;

namespace Tango.Core.Tests.Execution.Running;

public sealed class WorkDirectoryTests : IDisposable
{
    private readonly Project _project = new();

    public void Dispose() => _project.Dispose();

    private string WorkDirectory => Path.Combine(_project.Cache.PathForStep(_project.UniqueId("step")), "work");

    // The note is not in the id, so all these runs have one work directory.
    [Fact]
    public async Task It_is_kept_after_a_failure_found_again_and_removed_after_success()
    {
        var counter = Counter.NewName();
        _project.Declare<ResumesAtSecondTry>("step", "Counter=" + counter, "Note=first ");
        await _project.RunAsync();
        Assert.Equal("first ", await File.ReadAllTextAsync(Path.Combine(WorkDirectory, "progress.txt")));

        _project.DeclareAnew().Declare<ResumesAtSecondTry>("step", "Counter=" + counter, "Note=second");
        await _project.RunAsync();

        Assert.Equal("first second", await _project.ResultAsync<string>("step"));
        Assert.False(Directory.Exists(WorkDirectory));
    }

    [Fact]
    public async Task It_is_not_made_for_steps_that_do_not_ask_for_it()
    {
        _project.Declare<Fails>("step", "Message=no");

        await _project.RunAsync();

        Assert.False(Directory.Exists(WorkDirectory));
    }

    // Windows deletes no file that is open.
    [Theory]
    [InlineData("true")]
    [InlineData("false")]
    public async Task One_with_a_file_that_is_still_open_is_left_to_the_next_run(string cached)
    {
        foreach (var content in (string[])["first", "second"])
        {
            _project.DeclareAnew().Declare<LeavesFileOpen>("step", "Content=" + content, "CacheResults=" + cached).Declare<Writes>("user", "Text=ref:step");

            var events = await _project.RunAsync(new PlanOptions { Force = ["step"] });

            Assert.Empty(events.Failed);
            Assert.Equal(["step", "user"], events.Completed.Order(StringComparer.Ordinal));
            LeavesFileOpen.CloseAll();
        }
    }

    [Fact]
    public void It_does_not_exist_outside_a_run()
    {
        var step = new Constant();

        Assert.Throws<InvalidOperationException>(() => step.WorkDirectory);
    }
}
