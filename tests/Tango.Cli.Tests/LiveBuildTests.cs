using Tango.Cli.Live;
using Tango.Runs;

namespace Tango.Cli.Tests;

public sealed class LiveBuildTests
{
    private readonly Clock _clock = new();
    private readonly LiveBuild _build;

    public LiveBuildTests()
    {
        _build = new LiveBuild(step => step == "model" ? TimeSpan.FromSeconds(10) : null, _clock);
        _build.Take("run", new RunEvent.RunStarted
        {
            RunCount = 3,
            CachedSteps = ["split"],
            StepsToRun = new Dictionary<string, IReadOnlyList<string>> { ["model"] = [], ["scores"] = ["model"], ["page"] = ["model", "scores"] },
        });
    }

    [Fact]
    public void Steps_wait_for_what_has_not_ended()
    {
        Start("model");
        Assert.Equal(["scores waits for model", "page waits for model, scores"], Waiting());

        End("model");
        Start("scores");

        Assert.Equal(["page waits for scores"], Waiting());
        Assert.Equal("scores", Assert.Single(_build.Running).Name);
    }

    [Fact]
    public void The_time_left_follows_from_the_last_run_and_then_from_the_progress()
    {
        Start("model");
        _clock.Now += TimeSpan.FromSeconds(4);
        Assert.Equal(TimeSpan.FromSeconds(6), Running().Left(_clock.Now));

        _build.Take("run", new RunEvent.StepProgressed { Step = "model", Fraction = 0.25, Text = "epoch 1" });
        Assert.Equal(TimeSpan.FromSeconds(12), Running().Left(_clock.Now));

        _clock.Now += TimeSpan.FromSeconds(60);
        Start("scores");
        Assert.Null(_build.Running[1].Left(_clock.Now));
    }

    [Fact]
    public void Every_outcome_is_counted()
    {
        Start("model");
        End("model");
        Start("scores");
        _build.Take("run", new RunEvent.StepFailed { Step = "scores", UniqueId = "S", Code = "TANGO0201", Message = "no" });
        _build.Take("run", new RunEvent.StepBlocked { Step = "page", BlockingStep = "scores" });

        Assert.Equal((1, 1, 1, 1), (_build.Cached, _build.Ran, _build.Failed, _build.Blocked));
        Assert.Empty(_build.Running);
        Assert.Empty(_build.Waiting);
    }

    [Fact]
    public void A_step_of_the_same_name_in_another_project_is_another_step()
    {
        Start("model");
        _build.Take("other", new RunEvent.StepStarted { Step = "model", UniqueId = "M" });

        Assert.Equal(2, _build.Running.Count);
    }

    private LiveStep Running() => Assert.Single(_build.Running);

    [Fact]
    public void A_job_waits_for_a_node_and_one_that_is_left_has_ended()
    {
        _build.Take("App", new RunEvent.RunStarted { RunCount = 2, StepsToRun = new Dictionary<string, IReadOnlyList<string>> { ["one"] = [], ["two"] = ["one"] } });

        _build.Take("App", new RunEvent.StepSubmitted { Step = "one", UniqueId = "One-1", Job = "4711" });
        Assert.Equal(["a free node, as job 4711", "one"], OfApp().Select(step => step.WaitsForText));

        _build.Take("App", new RunEvent.StepSubmitted { Step = "one", UniqueId = "One-1", Job = "4711", IsLeft = true });
        Assert.Equal(["two"], OfApp().Select(step => step.Name));

        IEnumerable<LiveStep> OfApp() => _build.Waiting.Where(step => step.Run == "App");
    }

    private IEnumerable<string> Waiting() => _build.Waiting.Select(step => $"{step.Name} waits for {string.Join(", ", step.WaitsFor)}");

    private void Start(string step) => _build.Take("run", new RunEvent.StepStarted { Step = step, UniqueId = step });

    private void End(string step) => _build.Take("run", new RunEvent.StepCompleted { Step = step, UniqueId = step, State = StepState.Ran });

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 11, 30, 10, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
