using System.Reflection;
using System.Text.Json;
using Tango.Runs;

namespace Tango.Core.Tests.Runs;

public sealed class RunEventJsonTests
{
    public static TheoryData<RunEvent> Events { get; } =
    [
        new RunEvent.StepStarted("step", "Step-1-abc", "/cache/log.txt", "first run"),
        new RunEvent.StepStarted("step", "Step-1-abc", null),
        new RunEvent.StepFetched("step", "Step-1-abc", 5_000_000_000, 0.25),
        new RunEvent.StepWaiting("step", "Step-1-abc"),
        new RunEvent.StepLogged("step", StepLogLevel.Warning, "line\nbreak \u001e \u2028 \"quoted\" 😀"),
        new RunEvent.StepProgressed("step", 0.5, null),
        new RunEvent.StepProgressed("step", null, "half"),
        new RunEvent.StepCompleted("step", "Step-1-abc", StepState.Cached, 1.5, "3 rows"),
        new RunEvent.StepFailed("step", "Step-1-abc", 1e-7, "TANGO0201", "no", null),
        new RunEvent.PlanWarned("step", "TANGO0304", "Step 'step' is cached although…"),
        new RunEvent.StepBlocked("step", "other"),
        new RunEvent.EntryLost("step", "Step-1-abc", "edited"),
        new RunEvent.StrayOutput("printf"),
        new RunEvent.RunFinished(1, 2, 3, 4.5, true),
    ];

    [Theory]
    [MemberData(nameof(Events))]
    public void An_event_survives_its_line(RunEvent runEvent)
    {
        var line = RunEventJson.Write(runEvent);

        Assert.DoesNotContain((byte)'\n', line);
        Assert.Equal(runEvent, RunEventJson.Read(line));
    }

    [Fact]
    public void The_start_of_a_run_survives_its_line()
    {
        var read = (RunEvent.RunStarted)RunEventJson.Read(RunEventJson.Write(new RunEvent.RunStarted("p.csproj", 3, ["a", "b"])));

        Assert.Equal(("p.csproj", 3), (read.Project, read.StepsToRun));
        Assert.Equal(["a", "b"], read.Cached);
    }

    [Fact]
    public void Every_kind_of_event_has_a_line()
    {
        var kinds = typeof(RunEvent).GetNestedTypes(BindingFlags.Public).Where(typeof(RunEvent).IsAssignableFrom);
        var tested = Events.Select<object[], Type>(row => row[0].GetType()).Append(typeof(RunEvent.RunStarted));

        Assert.Equal(kinds.Select(kind => kind.Name).Order(), tested.Select(kind => kind.Name).Distinct().Order());
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{\"event\": \"nonsense\"}")]
    [InlineData("{\"event\": \"stepStarted\", \"step\":")]
    public void What_is_no_event_is_refused(string line) =>
        Assert.Throws<JsonException>(() => RunEventJson.Read(System.Text.Encoding.UTF8.GetBytes(line)));
}
