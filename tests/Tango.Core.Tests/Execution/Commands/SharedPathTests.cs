using Tango.Runs;

namespace Tango.Core.Tests.Execution.Commands;

/// <summary>Two builds whose commands write to one place, as those of two configurations do. The first stands in the middle of its work when the second comes.</summary>
public sealed class SharedPathTests : IDisposable
{
    private readonly Project _project = new();

    public void Dispose() => _project.Dispose();

    [Theory]
    [InlineData("gen/", "gen/")]
    [InlineData("gen/1;gen/2", "gen/1;gen/2")]
    [InlineData("gen/", "gen/1;gen/2")]
    [InlineData("gen/1;gen/2", "gen/")]
    [InlineData("gen/*", "gen/")]
    [InlineData("gen/?", "gen/1;gen/2")]
    public async Task The_second_waits_until_the_first_is_stored(string outputs, string othersOutputs)
    {
        if (OperatingSystem.IsWindows())
            return;

        IO.SpecialFiles.Make(IO.SpecialFiles.Pipe, _project.PathOf("go"));
        _project.DeclareCommand("gen", "echo one > gen/1; echo stands; read x < go; echo one > gen/2", "Outputs=" + outputs);
        var (first, firstId, events) = Start(_project);
        await Task.WhenAny(events.When(e => e is RunEvent.StepLogged { Text: "stands" }), first);

        _project.DeclareAnew().DeclareCommand("gen", "echo two > gen/1; echo two > gen/2", "Outputs=" + othersOutputs);
        var (second, secondId, others) = Start(_project);
        await Task.WhenAny(others.When(e => e is RunEvent.StepWaiting), second);
        await Task.WhenAny(Task.Run(() => File.WriteAllText(_project.PathOf("go"), "on\n")), first);
        await Task.WhenAll(first, second);

        Assert.Equal(["one\n", "one\n"], ContentOf(firstId));
        Assert.Equal(["two\n", "two\n"], ContentOf(secondId));
        Assert.Equal(["two\n", "two\n"], Directory.GetFiles(_project.PathOf("gen")).Order(StringComparer.Ordinal).Select(File.ReadAllText));
        var waiting = Assert.Single(others.Of<RunEvent.StepWaiting>());
        Assert.StartsWith(_project.PathOf("gen"), waiting.Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Commands_of_one_plan_do_not_wait_for_each_other()
    {
        if (OperatingSystem.IsWindows())
            return;

        IO.SpecialFiles.Make(IO.SpecialFiles.Pipe, _project.PathOf("met"));
        _project
            .DeclareCommand("one", "echo > met; echo 1 > out/1.one", "Outputs=out/*.one")
            .DeclareCommand("two", "cat met; echo 2 > out/2.two", "Outputs=out/*.two");

        var events = await _project.RunAsync();

        Assert.Equal(["one", "two"], events.Completed.Order());
    }

    private static (Task Run, string UniqueId, RecordedEvents Events) Start(Project project)
    {
        var events = new RecordedEvents();
        var plan = project.ExecutionPlan();
        return (Task.Run(() => project.RunAsync(plan, events)), plan.Steps[0].UniqueId, events);
    }

    private IEnumerable<string> ContentOf(string uniqueId) =>
        Directory.GetFiles(Path.Combine(_project.Cache.PathForStep(uniqueId), "result"), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(File.ReadAllText);
}
