using Tango.Core.Tests.Execution.Steps;
using Tango.Execution.Running;
using Tango.Runs;

namespace Tango.Core.Tests.Execution.Running;

/// <summary>The console is the process's: no test that writes to it runs beside this one.</summary>
[Collection(nameof(TestsOfTheConsole))]
public sealed class StepLogTests : IDisposable
{
    private readonly Project _project = new();
    private readonly TextWriter _out = Console.Out;
    private readonly TextWriter _error = Console.Error;
    private readonly StringWriter _outside = new();

    public StepLogTests()
    {
        Console.SetOut(new StepConsole(_outside));
        Console.SetError(new StepConsole(_outside));
    }

    public void Dispose()
    {
        Console.SetOut(_out);
        Console.SetError(_error);
        _outside.Dispose();
        _project.Dispose();
    }

    [Fact]
    public async Task What_steps_say_side_by_side_goes_each_to_its_own_log()
    {
        var (one, two) = (Gate.Create(), Gate.Create());
        _project
            .Declare<Talks>("a", "Name=Anna", "Gate=" + one.Name, "Other=" + two.Name)
            .Declare<Talks>("b", "Name=Bert", "Gate=" + two.Name, "Other=" + one.Name);

        var events = await _project.RunAsync();

        Assert.Equal(["Anna says hello", "Anna minds", "warning: Anna warns", "completed: Anna spoke"], LogOf("a"));
        Assert.Equal(["Bert says hello", "Bert minds", "warning: Bert warns", "completed: Bert spoke"], LogOf("b"));
        Assert.Equal(
            [new RunEvent.StepLogged { Step = "a", Level = StepLogLevel.Info, Text = "Anna says hello" }, new RunEvent.StepLogged { Step = "a", Level = StepLogLevel.Info, Text = "Anna minds" }, new RunEvent.StepLogged
            {
                Step = "a",
                Level = StepLogLevel.Warning,
                Text = "Anna warns",
            }],
            events.Of<RunEvent.StepLogged>().Where(e => e.Step == "a"));
        Assert.Equal(["a", "b"], events.Of<RunEvent.StepProgressed>().Select(e => e.Step).Order());
        Assert.Equal(["Anna spoke", "Bert spoke"], events.Of<RunEvent.StepCompleted>().Select(e => e.Summary).Order());
        Assert.Empty(_outside.ToString());
    }

    [Fact]
    public async Task A_sequence_logs_and_works_while_it_is_written()
    {
        _project.Declare<Streams>("stream", "Count=3");

        var events = await _project.RunAsync();

        Assert.Empty(events.Of<RunEvent.StepFailed>().Select(failed => failed.Message));
        var work = Path.Combine(_project.Cache.PathForStep(_project.UniqueId("stream")), "work");
        Assert.Equal([$"streams to {work}", "streams begins", "completed"], LogOf("stream"));
        Assert.Empty(_outside.ToString());
    }

    [Fact]
    public async Task What_is_said_outside_any_step_stays_outside()
    {
        await Console.Out.WriteAsync("outside");

        Assert.Equal("outside", _outside.ToString());
    }

    [Fact]
    public async Task What_a_step_left_behind_says_after_its_end_goes_outside()
    {
        var (gate, end) = (Gate.Create(), Promise.NewName());
        _project.Declare<TalksLate>("step", "Gate=" + gate.Name, "End=" + end);

        var events = await _project.RunAsync();
        gate.Open();
        await Promise.Find(end).Task;

        Assert.Equal("late\n", _outside.ToString());
        Assert.Equal(["completed"], LogOf("step"));
        Assert.Empty(events.Of<RunEvent.StepLogged>());
    }

    private string[] LogOf(string step) =>
        [.. File.ReadLines(Path.Combine(_project.Cache.PathForStep(_project.UniqueId(step)), "log.txt")).Select(line => line["HH:mm:ss.fff ".Length..])];
}
