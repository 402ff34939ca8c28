using Tango.Core.Tests.Execution;
using Tango.Core.Tests.Execution.Steps;
using Tango.Planning;
using Tango.Runs;

namespace Tango.Core.Tests.Planning;

/// <summary>Every reason there is, each from what a real run left behind.</summary>
public sealed class ReasonTests : IDisposable
{
    private readonly Project _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public void First_run()
    {
        _project.Declare<Constant>("step", "Value=1");

        AssertReasons("step", new Reason(ReasonKind.FirstRun), "first run");
    }

    [Fact]
    public async Task Forced()
    {
        _project.Declare<Constant>("step", "Value=1");
        await _project.RunAsync();

        AssertReasons(_project.Plan(new PlanOptions { Force = ["step"] }), "step", new Reason(ReasonKind.Forced), "forced");
    }

    [Fact]
    public async Task Argument_changed()
    {
        _project.Declare<Plus>("step", "Left=1");
        await _project.RunAsync();
        _project.DeclareAnew().Declare<Plus>("step", "Left=1", "Right=2");

        AssertReasons("step", new Reason(ReasonKind.ArgumentChanged, "right", "0", "2"), "right: 0 → 2");
    }

    [Fact]
    public async Task A_value_of_several_lines_is_shown_in_one()
    {
        _project.Declare<IsNothing>("step", "Text=first\nsecond");
        await _project.RunAsync();
        _project.DeclareAnew().Declare<IsNothing>("step", "Text=third\r\n");

        AssertReasons("step", new Reason(ReasonKind.ArgumentChanged, "text", "first\nsecond", "third\r\n"), @"text: first\nsecond → third\r\n");
    }

    [Theory]
    [InlineData("one\ntwo\n", "one\r\ntwo\r\n", true)]
    [InlineData("one\r\ntwo\r\n", "one\ntwo\n", true)]
    [InlineData("one\ntwo", "one\r\ntwo", true)]
    [InlineData("\n", "\r\n", true)]
    [InlineData("one\ntwo\n", "one\r\nTwo\r\n", false)]
    [InlineData("one\ntwo\n", "one\rtwo\r", false)]
    [InlineData("one\n", "one\n\n", false)]
    [InlineData("", "\n", false)]
    public async Task Input_file_changed_in_line_endings(string before, string now, bool isOnlyThat)
    {
        _project.Write("data/a.txt", before);
        _project.Declare<ReadsText>("step", "Path=data/a.txt");
        await _project.RunAsync();
        _project.Write("data/a.txt", now);

        var note = isOnlyThat ? "only line endings differ" : null;
        AssertReasons(
            "step",
            new Reason(ReasonKind.InputFileChanged, "data/a.txt", New: note),
            isOnlyThat ? "data/a.txt changed (only line endings differ)" : "data/a.txt changed");
    }

    [Fact]
    public async Task Two_arguments_changed()
    {
        _project.Declare<Plus>("step", "Left=1");
        await _project.RunAsync();
        _project.DeclareAnew().Declare<Plus>("step", "Left=3", "Right=2");

        Assert.Equal(["left: 1 → 3", "right: 0 → 2"], Reasons(_project.Plan(), "step").Select(reason => reason.ToString()));
    }

    [Fact]
    public async Task An_argument_that_was_a_value_and_is_a_reference_has_changed()
    {
        _project.Declare<Constant>("one", "Value=1").Declare<Plus>("step", "Left=1");
        await _project.RunAsync();
        _project.DeclareAnew().Declare<Constant>("one", "Value=1").Declare<Plus>("step", "Left=ref:one");

        AssertReasons("step", new Reason(ReasonKind.ArgumentChanged, "left", "1", "ref:one"), "left: 1 → ref:one");
    }

    // The short text of both is the same: only the hash tells that they differ.
    [Fact]
    public async Task A_long_argument_that_changed_at_its_end_has_changed()
    {
        _project.Declare<Writes>("step", "Text=" + new string('x', 500));
        await _project.RunAsync();
        _project.DeclareAnew().Declare<Writes>("step", "Text=" + new string('x', 499) + "y");

        AssertReasons("step", new Reason(ReasonKind.ArgumentChanged, "text"), "text changed");
    }

    [Fact]
    public async Task Input_file_changed()
    {
        _project.Write("data/a.txt", "a");
        _project.Write("data/b.txt", "b");
        _project.Declare<ReadsTexts>("step", "Paths=data/*.txt");
        await _project.RunAsync();
        _project.Write("data/b.txt", "other");

        AssertReasons("step", new Reason(ReasonKind.InputFileChanged, "data/b.txt"), "data/b.txt changed");
    }

    [Fact]
    public async Task One_more_input_file_is_a_changed_argument()
    {
        _project.Write("a.txt", "a");
        _project.Declare<ReadsTexts>("step", "Paths=*.txt");
        await _project.RunAsync();
        _project.Write("b.txt", "b");

        AssertReasons("step", new Reason(ReasonKind.ArgumentChanged, "paths", "a.txt", "a.txt; b.txt"), "paths: a.txt → a.txt; b.txt");
    }

    [Fact]
    public async Task Upstream_changed()
    {
        _project.Declare<Constant>("one", "Value=1").Declare<Plus>("step", "Left=ref:one");
        await _project.RunAsync();
        _project.DeclareAnew().Declare<Constant>("one", "Value=2").Declare<Plus>("step", "Left=ref:one");

        AssertReasons("step", new Reason(ReasonKind.UpstreamChanged, "one"), "one changed");
    }

    [Fact]
    public async Task A_step_in_a_list_changed()
    {
        _project.Declare<Constant>("one", "Value=1").Declare<Total>("step", "Numbers=ref:one;3");
        await _project.RunAsync();
        _project.DeclareAnew().Declare<Constant>("one", "Value=2").Declare<Total>("step", "Numbers=ref:one;3");

        AssertReasons("step", new Reason(ReasonKind.UpstreamChanged, "one"), "one changed");
    }

    [Fact]
    public async Task Many_changed_steps_of_a_list_are_shown_as_the_argument()
    {
        DeclareFour("1");
        await _project.RunAsync();
        _project.DeclareAnew();
        DeclareFour("2");

        AssertReasons("step", new Reason(ReasonKind.UpstreamChanged, "numbers"), "numbers changed");

        void DeclareFour(string value)
        {
            foreach (var name in new[] { "a", "b", "c", "d" })
                _project.Declare<Constant>(name, $"Value={value}{(int)name[0]}");

            _project.Declare<Total>("step", "Numbers=ref:a;ref:b;ref:c;ref:d");
        }
    }

    [Fact]
    public async Task Type_changed()
    {
        _project.Declare<Pure>("step", "Value=1");
        await _project.RunAsync();
        _project.DeclareAnew().Declare<PureCacheable>("step", "Value=1");

        var (was, now) = (typeof(Pure).FullName!, typeof(PureCacheable).FullName!);
        AssertReasons("step", new Reason(ReasonKind.TypeChanged, null, was, now), $"type: {was} → {now}");
    }

    [Fact]
    public async Task Another_type_is_reason_enough_for_its_code_being_other()
    {
        _project.Declare<Pure>("step", "Value=1");
        await RunWithAsync(type => type with { Version = null });
        _project.DeclareAnew().Declare<PureCacheable>("step", "Value=1");

        Assert.Equal([ReasonKind.TypeChanged], Reasons(PlanWith(type => type with { Version = null, CodeFingerprint = "other" }), "step").Select(reason => reason.Kind));
    }

    [Fact]
    public async Task Methods_and_packages_that_changed_are_named()
    {
        _project.Declare<Constant>("step", "Value=1");
        await RunWithAsync(type => type with { Version = null, CodeFingerprint = "before" });
        var options = new PlanOptions { DescribeCode = (before, type) => $"{before} to {type.CodeFingerprint}" };

        var plan = PlanWith(type => type with { Version = null, CodeFingerprint = "now" }, options);

        AssertReasons(plan, "step", new Reason(ReasonKind.CodeChanged, "before to now"), "code changed: before to now");
    }

    [Fact]
    public async Task Format_changed()
    {
        _project.Declare<Writes>("step", "Text=a");
        await _project.RunAsync();
        _project.DeclareAnew().Declare<Writes>("step", "Text=a", "Format=json");

        AssertReasons("step", new Reason(ReasonKind.FormatChanged, null, "text 1", "json 1"), "format: text 1 → json 1");
    }

    [Theory]
    [InlineData("1", "2", "version: 1 → 2")]
    [InlineData("1", null, "version: 1 → none")]
    [InlineData(null, "1", "version: none → 1")]
    public async Task Version_changed(string? before, string? now, string text)
    {
        _project.Declare<Constant>("step", "Value=1");
        await RunWithAsync(type => type with { Version = before });

        Assert.Contains(text, Reasons(PlanWith(type => type with { Version = now }), "step").Select(reason => reason.ToString()));
    }

    [Fact]
    public async Task Code_changed()
    {
        _project.Declare<Constant>("step", "Value=1");
        await RunWithAsync(type => type with { Version = null });

        var plan = PlanWith(type => type with { Version = null, CodeFingerprint = "other" });

        AssertReasons(plan, "step", new Reason(ReasonKind.CodeChanged), "code changed");
    }

    [Fact]
    public async Task Entry_missing()
    {
        _project.Declare<Constant>("step", "Value=1");
        await _project.RunAsync();
        Directory.Delete(_project.Cache.PathForStep(_project.UniqueId("step")), recursive: true);

        AssertReasons("step", new Reason(ReasonKind.EntryMissing), "result is no longer in the cache");
    }

    [Fact]
    public async Task Not_completed()
    {
        _project.Declare<Fails>("step", "Message=no");
        await _project.RunAsync();

        AssertReasons("step", new Reason(ReasonKind.NotCompleted), "not completed last time");
    }

    [Fact]
    public async Task Code_that_changed_after_a_failure_is_reported()
    {
        _project.Declare<Fails>("step", "Message=no");
        await _project.RunAsync();
        _project.History.Record(_project.History.Find("step")! with { CodeFingerprint = "before" });

        Assert.Equal([new Reason(ReasonKind.CodeChanged)], Reasons(PlanWith(type => type with { Version = null }), "step"));
    }

    [Fact]
    public async Task Not_cacheable()
    {
        _project.Declare<PureUncacheable>("step");
        await _project.RunAsync();

        AssertReasons("step", new Reason(ReasonKind.NotCacheable, "marked Caching = StepCaching.Never"), "not cached: marked Caching = StepCaching.Never");
    }

    [Fact]
    public void Forced_and_not_cacheable()
    {
        _project.Declare<Dice>("step");

        Assert.Equal("forced (not cached: not marked Deterministic)", Assert.Single(_project.Plan(new PlanOptions { Force = ["step"] }).Steps).ReasonText);
    }

    [Fact]
    public void Upstream_not_deterministic()
    {
        _project.Declare<Dice>("dice").Declare<Pure>("step", "Value=ref:dice");

        AssertReasons("step", new Reason(ReasonKind.UpstreamNotDeterministic, "dice"), "depends on dice, which is not deterministic");
    }

    [Fact]
    public async Task Changes_since_the_last_run_are_reported_even_if_that_failed()
    {
        _project.Declare<Constant>("step", "Value=1");
        await _project.RunAsync();
        _project.History.Record(new StepOutcome("step", _project.UniqueId("step"), StepState.Failed));
        _project.DeclareAnew().Declare<Constant>("step", "Value=2");

        AssertReasons("step", new Reason(ReasonKind.ArgumentChanged, "value", "1", "2"), "value: 1 → 2");
    }

    [Fact]
    public async Task A_cached_step_needs_no_reason()
    {
        _project.Declare<Constant>("step", "Value=1");
        await _project.RunAsync();

        Assert.Empty(Reasons(_project.Plan(), "step"));
    }

    private void AssertReasons(string step, Reason reason, string text) => AssertReasons(_project.Plan(), step, reason, text);

    private static void AssertReasons(Plan plan, string step, Reason reason, string text)
    {
        Assert.Equal([reason], Reasons(plan, step));
        Assert.Equal(text, reason.ToString());
    }

    private static IEnumerable<Reason> Reasons(Plan plan, string step) => plan.Steps.Single(planned => planned.Node.Name == step).Reasons;

    private Plan PlanWith(Func<Tango.Steps.StepType, Tango.Steps.StepType> change, PlanOptions? options = null)
    {
        var nodes = _project.Graph().Nodes.Select(node => new Tango.Graph.StepNode(
            node.Index, node.Name, change(node.Type), node.Arguments, node.Options, node.Inputs, node.OrderOnly));
        var graph = new StepGraph([.. nodes]);
        return new Planner(_project.Cache, _project.History, options ?? PlanOptions.Default).Make(graph, Project.Identities(graph));
    }

    private async Task RunWithAsync(Func<Tango.Steps.StepType, Tango.Steps.StepType> change)
    {
        var plan = PlanWith(change);
        await _project.RunAsync(Tango.Execution.Plans.ExecutionPlanMaker.Make(plan, "1.2.3"), new RecordedEvents());
        foreach (var step in plan.Steps)
            _project.History.Record(new StepOutcome(step.Node.Name, step.Identity.UniqueId, StepState.Ran));
    }
}
