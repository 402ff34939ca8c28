using System.Collections.Immutable;
using Microsoft.Build.Framework;
using Tango.Build.Tasks.Tests.Infrastructure;
using Tango.Build.TestKit;
using Tango.Diagnostics;
using Tango.Engine;
using Tango.Runs;

namespace Tango.Build.Tasks.Tests;

/// <summary>What a build prints, as text: the product's face.</summary>
public sealed class BuildOutputTests : IDisposable
{
    private static readonly string[] Names = ["flowers", "split", "model", "report"];

    private readonly TestDirectory _directory = TestDirectory.Create();
    private readonly string _pipelineFile;
    private readonly RecordingEngine _engine = new();
    private readonly ManualClock _clock = new();
    private readonly BuildLogObserver _observer;
    private readonly RunSummary _summary;

    public BuildOutputTests()
    {
        _pipelineFile = _directory.Write("Pipeline.props", "<Project><ItemGroup>\n  <TangoStep Include=\"model\" Type=\"TrainModel\" />\n</ItemGroup></Project>");
        var log = _engine.CreateLog();
        var declarations = Names.Select(name => Declared.Step(name) with { File = _pipelineFile });
        _observer = new BuildLogObserver(log, new DiagnosticLogger(log, "/repo/App.csproj"), [.. declarations], _clock);
        _summary = new RunSummary(log, _observer, _clock);
    }

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void First_build()
    {
        Started();
        Ran("flowers", 0.0042, "first run", "150 rows");
        Ran("split", 0.03, "first run");
        Ran("model", 83.4, "first run");
        Ran("report", 0.12, "first run", "accuracy 97.3 %\nand more that is for the log");
        Finish(84, StepState.Ran, StepState.Ran, StepState.Ran, StepState.Ran);

        AssertShown(
            """
              Tango  flowers  ran          4 ms  first run · 150 rows
              Tango  split    ran         30 ms  first run
              Tango  model    ran      1 min 23 s  first run
              Tango  report   ran        0.12 s  first run · accuracy 97.3 %
            Tango: 4 ran in 1 min 24 s.
            """);
    }

    [Fact]
    public void Results_that_are_taken_over()
    {
        Started();
        Ran("flowers", 0.0042, "data.csv changed");
        _observer.OnEvent(new RunEvent.StepCompleted { Step = "split", UniqueId = "new", State = StepState.Cached, TakenFrom = "old" });
        _observer.OnEvent(new RunEvent.EarlierResultWanted { Step = "model", UniqueId = "new", Key = "key" });
        _observer.OnEvent(new RunEvent.StepFetched { Step = "model", UniqueId = "old", Size = 1200, Duration = TimeSpan.FromSeconds(0.05) });
        _observer.OnEvent(new RunEvent.StepCompleted { Step = "model", UniqueId = "new", State = StepState.Cached, TakenFrom = "old" });
        _observer.OnEvent(new RunEvent.EarlierResultWanted { Step = "report", UniqueId = "new", Key = "other" });
        Ran("report", 0.12, "model changed");
        Finish(2, StepState.Ran, StepState.Cached, StepState.Cached, StepState.Ran);

        AssertShown(
            """
              Tango  flowers  ran          4 ms  data.csv changed
              Tango  split    cached             upstream result unchanged
              Tango  model    fetched     50 ms  1.2 KB · upstream result unchanged
              Tango  report   ran        0.12 s  model changed
            Tango: 2 ran, 1 cached, 1 fetched in 2.00 s.
            """);
    }

    [Fact]
    public void Second_build()
    {
        _summary.Write(Result(isUpToDate: true, StepState.Cached, StepState.Cached, StepState.Cached, StepState.Cached), "/repo/obj/tango/");

        AssertShown("Tango: all 4 steps are up to date.");
    }

    [Fact]
    public void Build_in_which_nothing_ran_but_something_is_wrong()
    {
        _clock.Advance(0.2);
        var error = Descriptors.ExportFailed.Create(DiagnosticSubject.None, "report", "/repo/report.json", "Access is denied.", Descriptors.SolutionOfExport);
        var result = Result(isUpToDate: true, StepState.Cached, StepState.Cached, StepState.Cached, StepState.Cached) with { Diagnostics = [error] };

        _summary.Write(result, "/repo/obj/tango/");

        Assert.EndsWith("\nTango: 4 cached in 0.20 s. Log: /repo/obj/tango/run.log", _engine.Shown, StringComparison.Ordinal);
        Assert.DoesNotContain("up to date", _engine.Shown, StringComparison.Ordinal);
    }

    [Fact]
    public void Build_after_an_edit()
    {
        Started("flowers", "split");
        Ran("model", 1.32, "Epochs: 50 → 60");
        Ran("report", 0.12, "model changed", "accuracy 97.3 %");
        Finish(1.5, StepState.Cached, StepState.Cached, StepState.Ran, StepState.Ran);

        AssertShown(
            """
              Tango  flowers  cached
              Tango  split    cached
              Tango  model    ran        1.32 s  Epochs: 50 → 60
              Tango  report   ran        0.12 s  model changed · accuracy 97.3 %
            Tango: 2 ran, 2 cached in 1.50 s.
            """);
    }

    [Fact]
    public void Cached_steps_that_the_run_did_not_name_come_at_the_end()
    {
        Ran("model", 1.32, "Epochs: 50 → 60");
        Finish(1.5, StepState.Cached, StepState.Skipped, StepState.Ran, StepState.Cached);

        AssertShown(
            """
              Tango  model    ran        1.32 s  Epochs: 50 → 60
              Tango  flowers  cached
              Tango  report   cached
            Tango: 1 ran, 2 cached, 1 skipped in 1.50 s.
            """);
    }

    [Fact]
    public void Detached_build_that_leaves_jobs_to_a_cluster()
    {
        _observer.OnEvent(new RunEvent.StepSubmitted { Step = "model", UniqueId = "Id-1", Job = "4711", IsLeft = true });
        Finish(0.4, StepState.Cached, StepState.Cached, StepState.Submitted, StepState.NotRun);

        AssertShown(
            """
              Tango  model    submitted            job 4711
              Tango  flowers  cached
              Tango  split    cached
              Tango  report   not run
            Tango: 2 cached, 1 submitted, 1 not run in 0.40 s. Build again to take the results of the jobs.
            """);
    }

    [Fact]
    public void Build_with_a_failed_step()
    {
        Started("flowers");
        Ran("split", 0.03, "code changed");
        _observer.OnEvent(new RunEvent.StepStarted { Step = "model", UniqueId = "TrainModel-1", Reason = "split changed" });
        _observer.OnEvent(new RunEvent.StepFailed
        {
            Step = "model",
            UniqueId = "TrainModel-1",
            Duration = TimeSpan.FromSeconds(2.5),
            Code = "TANGO0201",
            Message = "too few rows",
            LogPath = "/log.txt",
        });
        _observer.OnEvent(new RunEvent.StepBlocked { Step = "report", BlockingStep = "model" });
        Finish(2.6, StepState.Cached, StepState.Ran, StepState.Failed, StepState.Blocked);

        AssertShown(
            """
              Tango  flowers  cached
              Tango  split    ran         30 ms  code changed
              Tango  model    failed     2.50 s  split changed
              Tango  report   blocked            needs model
            Tango: 1 failed, 1 blocked, 1 ran, 1 cached in 2.60 s. Log: /repo/obj/tango/run.log
            """);
    }

    [Fact]
    public void Cancelled_build()
    {
        Started();
        Ran("flowers", 0.5, "first run");
        _observer.OnEvent(new RunEvent.StepStarted { Step = "split", UniqueId = "Split-1", Reason = "first run" });
        _clock.Advance(4);
        var result = Result(isUpToDate: false, StepState.Ran, StepState.NotRun, StepState.NotRun, StepState.Skipped) with { IsCancelled = true };
        _summary.Write(result, "/repo/obj/tango/");

        AssertShown(
            """
              Tango  flowers  ran        0.50 s  first run
              Tango  split    stopped
              Tango  model    not run
            Tango: cancelled after 4.00 s: 1 ran, 1 stopped, 1 not run, 1 skipped. Completed results are cached.
            """);
    }

    [Fact]
    public void Nothing_is_summed_up_when_the_declarations_had_errors()
    {
        var error = Descriptors.MissingStepType.Create(DiagnosticSubject.None, "a");
        _summary.Write(new PipelineResult([], [error], IsUpToDate: false, IsCancelled: false), "/repo/obj/tango/");

        AssertShown("");
    }

    [Fact]
    public void Another_builds_work_is_waited_for_and_taken()
    {
        _observer.OnEvent(new RunEvent.StepWaiting { Step = "model", UniqueId = "TrainModel-1" });
        _observer.OnEvent(new RunEvent.StepCompleted { Step = "model", UniqueId = "TrainModel-1", State = StepState.Cached });

        AssertShown(
            """
              Tango  model    waiting            another build is computing this result
              Tango  model    cached             made by another build
            """);
    }

    [Fact]
    public void A_step_that_took_an_equal_ones_result_names_it()
    {
        _observer.OnEvent(new RunEvent.StepCompleted { Step = "model", UniqueId = "TrainModel-1", State = StepState.Cached, Summary = "accuracy 97 %", SameAs = "split" });

        AssertShown("  Tango  model    cached (same as 'split')");
    }

    [Fact]
    public void Progress_is_shown_every_half_minute()
    {
        _observer.OnEvent(new RunEvent.StepStarted { Step = "model", UniqueId = "TrainModel-1" });
        for (var second = 1; second <= 65; second++)
        {
            _clock.Advance(1);
            _observer.OnEvent(new RunEvent.StepProgressed { Step = "model", Fraction = second / 100.0, Text = $"epoch {second} of 100" });
        }

        AssertShown(
            """
              Tango  model    running    30.0 s  30 % · epoch 30 of 100
              Tango  model    running  1 min 00 s  60 % · epoch 60 of 100
            """);
    }

    [Fact]
    public void What_a_step_says_is_for_detailed_output_unless_it_warns()
    {
        _observer.OnEvent(new RunEvent.StepLogged { Step = "model", Level = StepLogLevel.Debug, Text = "loss {0.5}" });
        _observer.OnEvent(new RunEvent.StepLogged { Step = "model", Level = StepLogLevel.Info, Text = "epoch 1\nepoch 2" });
        _observer.OnEvent(new RunEvent.StepLogged { Step = "model", Level = StepLogLevel.Warning, Text = "3 rows are empty" });

        AssertShown("");
        Assert.Equal(
            ["Low   Tango  model    | loss {0.5}", "Normal   Tango  model    | epoch 1", "Normal   Tango  model    | epoch 2"],
            _engine.Messages.Select(message => $"{message.Importance} {message.Message}"));
        var warning = Assert.Single(_engine.Warnings);
        Assert.Equal(
            ("TANGO0206", _pipelineFile, 2, 3, "Step 'model' warns: 3 rows are empty"),
            (warning.Code, warning.File, warning.LineNumber, warning.ColumnNumber, warning.Message));
    }

    [Fact]
    public void A_warning_of_Tango_about_a_step_has_its_own_code()
    {
        _observer.OnEvent(new RunEvent.StepLogged { Step = "model", Level = StepLogLevel.Warning, Text = "its log ends", Code = "TANGO0222" });

        var warning = Assert.Single(_engine.Warnings);
        Assert.Equal(("TANGO0222", _pipelineFile, 2, "its log ends"), (warning.Code, warning.File, warning.LineNumber, warning.Message));
    }

    [Fact]
    public void Build_that_ends_after_a_failure()
    {
        Started();
        _observer.OnEvent(new RunEvent.StepStarted { Step = "model", UniqueId = "TrainModel-1", Reason = "first run" });
        _observer.OnEvent(new RunEvent.StepFailed { Step = "model", UniqueId = "TrainModel-1", Duration = TimeSpan.FromSeconds(2), Code = "TANGO0203", Message = "crashed", LogPath = "/log.txt" });
        Finish(2.6, StepState.NotRun, StepState.Skipped, StepState.Failed, StepState.Blocked);

        AssertShown(
            """
              Tango  model    failed     2.00 s  first run
              Tango  flowers  not run
              Tango  report   blocked
            Tango: 1 failed, 1 blocked, 1 not run, 1 skipped in 2.60 s. Log: /repo/obj/tango/run.log
            """);
    }

    [Fact]
    public void A_step_that_runs_in_every_build_does_not_list_the_cached_ones()
    {
        _observer.OnEvent(new RunEvent.RunStarted { RunCount = 1, CachedSteps = ["flowers", "split"], HasNoChanges = true });
        Ran("model", 0.1, "not cached: not marked Deterministic");
        Finish(0.2, StepState.Cached, StepState.Cached, StepState.Ran, StepState.Cached);

        AssertShown(
            """
              Tango  model    ran        0.10 s  not cached: not marked Deterministic
            Tango: 1 ran, 3 cached in 0.20 s.
            """);
        Assert.Equal(
            ["flowers", "split", "report"],
            _engine.Messages.Where(message => message.Importance == MessageImportance.Normal).Select(message => message.Message!.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]));
    }

    [Fact]
    public void Steps_that_TangoSteps_leaves_out_are_counted_not_listed()
    {
        Started("flowers");
        Ran("split", 0.03, "first run");
        Finish(0.2, StepState.Cached, StepState.Ran, StepState.Skipped, StepState.Skipped);

        AssertShown(
            """
              Tango  flowers  cached
              Tango  split    ran         30 ms  first run
            Tango: 1 ran, 1 cached, 2 skipped in 0.20 s.
            """);
    }

    [Fact]
    public void Many_cached_steps_are_counted_not_listed()
    {
        var steps = Enumerable.Range(0, 1000).Select(i => new StepOutcome($"s{i}", $"S-{i}", StepState.Cached, "/c", "json")).ToImmutableArray();
        Ran("model", 1, "forced");
        _clock.Advance(2);
        _summary.Write(new PipelineResult(steps, [], IsUpToDate: false, IsCancelled: false), "/repo/obj/tango/");

        AssertShown(
            """
              Tango  model    ran        1.00 s  forced
            Tango: 1000 cached in 2.00 s.
            """);
        Assert.Equal(1000, _engine.Messages.Count(message => message.Importance == MessageImportance.Normal));
    }

    private void Started(params string[] cached) =>
        _observer.OnEvent(new RunEvent.RunStarted { Project = "/repo/App.csproj", RunCount = Names.Length - cached.Length, CachedSteps = cached });

    private void Ran(string step, double seconds, string reason, string? summary = null)
    {
        _observer.OnEvent(new RunEvent.StepStarted { Step = step, UniqueId = "id", Reason = reason });
        _observer.OnEvent(new RunEvent.StepCompleted { Step = step, UniqueId = "id", State = StepState.Ran, Duration = TimeSpan.FromSeconds(seconds), Summary = summary });
    }

    private void Finish(double seconds, params StepState[] states)
    {
        _clock.Advance(seconds);
        _summary.Write(Result(isUpToDate: false, states), "/repo/obj/tango/");
    }

    private static PipelineResult Result(bool isUpToDate, params StepState[] states)
    {
        var steps = Names.Zip(states, (name, state) => new StepOutcome(name, "id", state, "/cache/id", "json")).ToImmutableArray();
        ImmutableArray<Diagnostic> diagnostics = states.Contains(StepState.Failed)
            ? [Descriptors.StepFailed.Create(DiagnosticSubject.None, "model", "too few rows", "", "/log.txt")]
            : [];
        return new PipelineResult(steps, diagnostics, isUpToDate, IsCancelled: false);
    }

    private void AssertShown(string expected) => Assert.Equal(expected, _engine.Shown);
}
