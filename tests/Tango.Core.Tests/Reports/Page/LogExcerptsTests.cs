using Tango.Reports.Page;
using Tango.Runs;

namespace Tango.Core.Tests.Reports.Page;

public sealed class LogExcerptsTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Short_logs_are_whole()
    {
        var step = Step("a", StepState.Ran, "started\ncompleted\n");

        Assert.Equal("started\ncompleted", LogExcerpts.Read([null, step])[step]);
    }

    [Fact]
    public void Logs_of_failed_steps_are_longer_and_those_of_slow_steps_come_before_others()
    {
        var ran = Enumerable.Range(0, 10).Select(number => Step($"ran-{number}", StepState.Ran, new string('r', 5_000)) with { Duration = TimeSpan.FromSeconds(number) }).ToList();
        var failed = Enumerable.Range(0, 3).Select(number => Step($"failed-{number}", StepState.Failed, new string('f', 30_000))).ToList();

        var excerpts = LogExcerpts.Read([.. ran, .. failed]);

        Assert.Equal([30_000, 30_000, 4_000], failed.Select(step => excerpts[step].Length));
        Assert.Equal(["ran-9", "ran-8", "ran-7"], ran.Where(excerpts.ContainsKey).Select(step => step.Name).Reverse());
        Assert.Equal(4_000, excerpts[ran[9]].Length);
        Assert.StartsWith("…r", excerpts[ran[9]], StringComparison.Ordinal);
    }

    [Fact]
    public void Logs_of_steps_that_did_not_run_now_are_left_out()
    {
        var cached = Step("a", StepState.Cached, "of an earlier run");

        Assert.Empty(LogExcerpts.Read([cached, Step("b", StepState.Ran, "") with { Log = _directory.PathOf("none") }]));
    }

    private StepRecord Step(string name, StepState state, string log)
    {
        var path = _directory.PathOf(name);
        File.WriteAllText(path, log);
        return new() { Name = name, UniqueId = name, State = state, Log = path };
    }
}
