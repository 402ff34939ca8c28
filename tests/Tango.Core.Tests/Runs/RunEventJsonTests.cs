using System.Reflection;
using System.Text.Json;
using Tango.Runs;

namespace Tango.Core.Tests.Runs;

public sealed class RunEventJsonTests
{
    public static TheoryData<RunEvent> Events { get; } =
    [
        new RunEvent.StepStarted { Step = "step", UniqueId = "Step-1-abc", LogPath = "/cache/log.txt", Reason = "first run" },
        new RunEvent.StepStarted { Step = "step", UniqueId = "Step-1-abc" },
        new RunEvent.StepStarted { Step = "step", UniqueId = "Step-1-abc", SpanId = "b7ad6b7169203331" },
        new RunEvent.StepFetched { Step = "step", UniqueId = "Step-1-abc", Size = 5_000_000_000, Duration = TimeSpan.FromSeconds(0.25) },
        new RunEvent.StepSubmitted { Step = "step", UniqueId = "Step-1-abc", Job = "12_3" },
        new RunEvent.StepSubmitted { Step = "step", UniqueId = "Step-1-abc", Job = "12", IsLeft = true },
        new RunEvent.StepPushed { Step = "step", UniqueId = "Step-1-abc", Size = 5_000_000_000, Duration = TimeSpan.FromSeconds(0.25) },
        new RunEvent.StepWaiting { Step = "step", UniqueId = "Step-1-abc" },
        new RunEvent.EarlierResultWanted { Step = "step", UniqueId = "Step-1-abc", Key = "abc" },
        new RunEvent.StepCompleted { Step = "step", UniqueId = "Step-1-abc", State = StepState.Cached, TakenFrom = "Step-1-def" },
        new RunEvent.StepLogged { Step = "step", Level = StepLogLevel.Warning, Text = "line\nbreak \u001e \u2028 \"quoted\" 😀" },
        new RunEvent.StepProgressed { Step = "step", Fraction = 0.5 },
        new RunEvent.StepProgressed { Step = "step", Text = "half" },
        new RunEvent.StepCompleted { Step = "step", UniqueId = "Step-1-abc", State = StepState.Cached, Duration = TimeSpan.FromSeconds(1.5), Summary = "3 rows" },
        new RunEvent.StepCompleted { Step = "step", UniqueId = "Step-1-abc", State = StepState.Cached, SameAs = "other" },
        new RunEvent.StepFailed { Step = "step", UniqueId = "Step-1-abc", Duration = TimeSpan.FromSeconds(1e-7), Code = "TANGO0201", Message = "no" },
        new RunEvent.StepFailed { Step = "step", UniqueId = "Step-1-abc", Code = "TANGO0201", Message = "no", SourceFile = "/repo/Steps.cs", SourceLine = 71 },
        new RunEvent.StepFailed { Step = "step", UniqueId = "Step-1-abc", Code = "TANGO0201", Message = "no", CpuTime = TimeSpan.FromSeconds(1.5) },
        new RunEvent.StepCompleted { Step = "step", UniqueId = "Step-1-abc", State = StepState.Ran, CpuTime = TimeSpan.Zero, PeakMemory = 5_000_000_000 },
        new RunEvent.PlanWarned { Step = "step", Code = "TANGO0304", Message = "Step 'step' is cached although…" },
        new RunEvent.StepLogged { Step = "step", Level = StepLogLevel.Warning, Text = "of Tango", Code = "TANGO0222" },
        new RunEvent.StepRetried { Step = "step", FailedAttempts = 2 },
        new RunEvent.StepBlocked { Step = "step", BlockingStep = "other" },
        new RunEvent.EntryMissing { Step = "step", UniqueId = "Step-1-abc", Corruption = "edited" },
        new RunEvent.EntryMissing { Step = "step", UniqueId = "Step-1-abc", Corruption = "edited", IsContested = true },
        new RunEvent.StrayOutput { Text = "printf" },
        new RunEvent.RunFinished { RanCount = 1, FailedCount = 2, BlockedCount = 3, Duration = TimeSpan.FromSeconds(4.5), IsCancelled = true },
    ];

    [Theory]
    [MemberData(nameof(Events))]
    public void An_event_survives_its_line(RunEvent runEvent)
    {
        var line = RunEventJson.Write(runEvent);

        Assert.DoesNotContain((byte)'\n', line);
        Assert.Equal(runEvent, RunEventJson.Read(line));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_start_of_a_run_survives_its_line(bool hasNoChanges)
    {
        var started = new RunEvent.RunStarted
        {
            Project = "p.csproj",
            RunCount = 3,
            CachedSteps = ["a", "b"],
            StepsToRun = new Dictionary<string, IReadOnlyList<string>> { ["c"] = [], ["d"] = ["c"] },
            HasNoChanges = hasNoChanges,
        };

        var read = (RunEvent.RunStarted)RunEventJson.Read(RunEventJson.Write(started));

        Assert.Equal(("p.csproj", 3, hasNoChanges), (read.Project, read.RunCount, read.HasNoChanges));
        Assert.Equal(["a", "b"], read.CachedSteps);
        Assert.Empty(read.StepsToRun["c"]);
        Assert.Equal(["c"], read.StepsToRun["d"]);
    }

    [Fact]
    public void The_numbers_of_a_result_survive_its_line()
    {
        var metrics = StepMetrics.None.Add("a", 0.1).Add("b", double.NaN).Add("c", double.NegativeInfinity);
        var completed = new RunEvent.StepCompleted { Step = "step", UniqueId = "Step-1-abc", State = StepState.Ran, ResultSize = 5_000_000_000, Metrics = metrics };

        var read = (RunEvent.StepCompleted)RunEventJson.Read(RunEventJson.Write(completed, new DateTimeOffset(2026, 11, 30, 10, 0, 0, TimeSpan.Zero)));

        Assert.Equal(metrics, read.Metrics);
        Assert.Equal(completed, read with { Metrics = metrics });
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
    [InlineData("{\"event\":\"stepCompleted\",\"step\":\"a\",\"uniqueId\":\"A-1\",\"state\":\"Ran\",\"seconds\":1,\"cpuSeconds\":-1}")]
    [InlineData("{\"event\":\"stepCompleted\",\"step\":\"a\",\"uniqueId\":\"A-1\",\"state\":\"Ran\",\"seconds\":1,\"peakMemory\":-1}")]
    [InlineData("{\"event\": \"stepStarted\", \"step\":")]
    public void What_is_no_event_is_refused(string line) =>
        Assert.Throws<JsonException>(() => RunEventJson.Read(System.Text.Encoding.UTF8.GetBytes(line)));
}
