using Tango.Core.Tests.Execution;
using Tango.Core.Tests.Execution.Steps;
using Tango.Planning;

namespace Tango.Core.Tests.Planning;

public sealed class PlannerTests : IDisposable
{
    private readonly Project _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public void A_plan_has_each_step_after_those_it_depends_on()
    {
        _project.Declare<Pure>("b", "Value=ref:a").Declare<Pure>("a");

        Assert.Equal(["a", "b"], _project.Plan().Steps.Select(step => step.Node.Name));
    }

    [Fact]
    public async Task What_ran_is_cached_afterwards()
    {
        _project.Declare<Pure>("a").Declare<Pure>("b", "Value=ref:a");
        AssertPlan("a: Run", "b: Run");

        await _project.RunAsync();

        AssertPlan("a: Cached", "b: Cached");
    }

    [Fact]
    public async Task Planning_writes_nothing()
    {
        _project.Declare<Pure>("a").Declare<Pure>("b", "Value=ref:a");
        await _project.RunAsync();
        _project.DeclareAnew().Declare<Pure>("a").Declare<Pure>("b", "Value=7");
        var before = Files();

        _project.Plan();

        Assert.Equal(before, Files());
    }

    [Fact]
    public void An_uncached_step_at_the_end_runs()
    {
        _project.Declare<Pure>("a").Declare<PureUncacheable>("b", "Value=ref:a");

        AssertPlan("a: Run", "b: Run");
    }

    [Fact]
    public async Task An_uncached_step_in_between_runs_only_when_it_is_needed()
    {
        _project.Declare<Pure>("a").Declare<PureUncacheable>("b", "Value=ref:a").Declare<Pure>("c", "Value=ref:b");
        await _project.RunAsync();
        AssertPlan("a: Cached", "b: NotNeeded", "c: Cached");

        _project.Declare<Pure>("d", "Value=ref:b", "After=1");

        AssertPlan("a: Cached", "b: Run", "c: Cached", "d: Run");
    }

    [Fact]
    public void A_step_wanted_only_if_needed_runs_when_it_is()
    {
        _project.Declare<Pure>("a", "OnlyIfNeeded=true").Declare<Pure>("b", "Value=2", "OnlyIfNeeded=true").Declare<Pure>("c", "Value=ref:b");

        AssertPlan("a: NotNeeded", "b: Run", "c: Run");
    }

    [Fact]
    public async Task An_inline_step_is_wanted_only_if_needed_unless_it_says_otherwise()
    {
        _project.Declare<Pure>("a", "Value={\"type\": \"Tango.Core.Tests.Execution.Steps.Constant\", \"value\": 1}");
        await _project.RunAsync();
        Delete("a.Value");
        AssertPlan("a.Value: NotNeeded", "a: Cached");

        _project.DeclareAnew().Declare<Pure>("a", "Value={\"type\": \"Tango.Core.Tests.Execution.Steps.Constant\", \"value\": 1, \"OnlyIfNeeded\": false}");

        AssertPlan("a.Value: Run", "a: Cached");
    }

    [Fact]
    public async Task Inputs_of_a_cached_step_are_not_touched()
    {
        _project
            .Declare<Pure>("a", "OnlyIfNeeded=true")
            .Declare<Pure>("b", "Value=ref:a", "OnlyIfNeeded=true")
            .Declare<Pure>("c", "Value=ref:b")
            .Declare<Pure>("d", "Value=ref:c", "After=1");
        await _project.RunAsync();
        Delete("a");
        Delete("b");
        Delete("d");

        AssertPlan("a: NotNeeded", "b: NotNeeded", "c: Cached", "d: Run");
    }

    [Fact]
    public void A_step_that_must_only_be_complete_first_is_needed_too()
    {
        _project.Declare<Pure>("a", "OnlyIfNeeded=true").Declare<Pure>("b", "Value=2", "DependsOn=a");

        AssertPlan("a: Run", "b: Run");
    }

    [Fact]
    public void Selected_steps_run_with_what_they_need_and_nothing_else()
    {
        _project.Declare<Pure>("a").Declare<Pure>("train-1", "Value=ref:a").Declare<Pure>("train-2", "Value=3").Declare<Pure>("z", "Value=4");

        AssertPlan(new PlanOptions { Select = ["TRAIN-*"] }, "a: Run", "train-1: Run", "train-2: Run", "z: NotNeeded");
        AssertPlan(new PlanOptions { Select = ["train-1", "z"] }, "a: Run", "train-1: Run", "train-2: NotNeeded", "z: Run");
    }

    [Fact]
    public void A_step_wanted_only_if_needed_may_be_selected()
    {
        _project.Declare<Pure>("a", "OnlyIfNeeded=true").Declare<Pure>("b", "Value=2");

        AssertPlan(new PlanOptions { Select = ["a"] }, "a: Run", "b: NotNeeded");
    }

    [Fact]
    public async Task Forced_steps_run_though_cached_and_their_dependents_stay()
    {
        _project.Declare<Pure>("a").Declare<Pure>("b-1", "Value=ref:a").Declare<Pure>("b-2", "Value=ref:b-1", "After=1");
        await _project.RunAsync();

        AssertPlan(new PlanOptions { Force = ["a"] }, "a: Run", "b-1: Cached", "b-2: Cached");
        AssertPlan(new PlanOptions { Force = ["b-*"] }, "a: Cached", "b-1: Run", "b-2: Run");
    }

    [Fact]
    public async Task With_a_selection_only_what_it_needs_is_forced()
    {
        _project.Declare<Pure>("a").Declare<Pure>("b", "Value=ref:a").Declare<Pure>("c", "Value=ref:b", "After=1").Declare<Pure>("beside", "Value=9");
        await _project.RunAsync();

        AssertPlan(new PlanOptions { Select = ["b"], Force = ["*"] }, "a: Run", "b: Run", "c: NotNeeded", "beside: NotNeeded");
        AssertPlan(new PlanOptions { Select = ["b"], Force = ["a"] }, "a: Run", "b: Cached", "c: NotNeeded", "beside: NotNeeded");
        AssertPlan(new PlanOptions { Select = ["b"], Force = ["beside"] }, "a: NotNeeded", "b: Cached", "c: NotNeeded", "beside: NotNeeded");
        var warning = Assert.Single(_project.Plan(new PlanOptions { Select = ["b"], Force = ["beside", "b"] }).Warnings);
        Assert.Equal("TANGO0601", warning.Code);
        Assert.StartsWith("TangoForce: 'beside' matches only steps that this build does not need", warning.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_step_that_is_not_needed_is_forced_by_name_but_not_by_a_pattern()
    {
        _project.Declare<Pure>("a", "OnlyIfNeeded=true").Declare<Pure>("b", "Value=2");
        await _project.RunAsync();

        AssertPlan(new PlanOptions { Force = ["*"] }, "a: NotNeeded", "b: Run");
        AssertPlan(new PlanOptions { Force = ["a"] }, "a: Run", "b: Cached");
    }

    [Theory]
    [InlineData("TangoSteps")]
    [InlineData("TangoForce")]
    public void A_pattern_that_matches_no_step_is_an_error(string property)
    {
        _project.Declare<Pure>("model").Declare<Pure>("report");
        var options = property == "TangoSteps" ? new PlanOptions { Select = ["modle"] } : new PlanOptions { Force = ["modle"] };

        var mistake = Assert.Single(Assert.Throws<TangoException>(() => _project.Plan(options)).Diagnostics);

        Assert.Equal("TANGO0016", mistake.Code);
        Assert.Equal($"{property}: 'modle' matches no step. Did you mean 'model'? If a step of another project is meant, write PROJECT/modle.", mistake.Message);
    }

    [Fact]
    public async Task Other_code_under_the_same_version_is_warned_of()
    {
        _project.Declare<Pure>("a");
        await _project.RunAsync();
        var plan = _project.Plan();
        var changed = plan.Steps[0].Node.Type with { CodeFingerprint = "other" };
        var node = new Tango.Graph.StepNode(0, "a", changed, plan.Steps[0].Node.Arguments, plan.Steps[0].Node.Options, [], []);
        var graph = new StepGraph([node]);

        var warned = new Planner(_project.Cache, _project.History, PlanOptions.Default).Make(graph, Project.Identities(graph));

        Assert.Equal(PlannedAction.Cached, warned.Steps[0].Action);
        Assert.Equal(("TANGO0303", "a"), Assert.Single(warned.Warnings.Select(warning => (warning.Code, warning.Subject.Step))));
        Assert.Empty(plan.Warnings);
    }

    [Fact]
    public async Task A_memory_cache_plans_like_a_directory()
    {
        var cache = new MemoryStepCache();
        _project.Declare<Pure>("a").Declare<Pure>("b", "Value=ref:a");

        await _project.RunAsync(cache: cache);

        Assert.Equal([PlannedAction.Cached, PlannedAction.Cached], _project.Plan(cache: cache).Steps.Select(step => step.Action));
        AssertPlan("a: Run", "b: Run");
    }

    private void AssertPlan(params string[] steps) => AssertPlan(PlanOptions.Default, steps);

    private void AssertPlan(PlanOptions options, params string[] steps) =>
        Assert.Equal(steps, _project.Plan(options).Steps.Select(step => $"{step.Node.Name}: {step.Action}"));

    private void Delete(string step) => Directory.Delete(_project.Cache.PathForStep(_project.UniqueId(step)), recursive: true);

    private List<(string Path, DateTime Written)> Files() =>
        [.. Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(_project.Folder)!, "*", SearchOption.AllDirectories)
            .Select(path => (path, File.GetLastWriteTimeUtc(path)))
            .Order()];
}
