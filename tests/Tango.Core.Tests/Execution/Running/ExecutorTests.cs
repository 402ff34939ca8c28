using Tango.Core.Tests.Execution.Steps;
using Tango.Runs;

namespace Tango.Core.Tests.Execution.Running;

/// <summary>What flows between steps, the same over every cache.</summary>
public sealed class ExecutorTests : IDisposable
{
    private readonly Project _project = new();

    public static TheoryData<bool> InMemory { get; } = [false, true];

    public void Dispose() => _project.Dispose();

    [Theory]
    [MemberData(nameof(InMemory))]
    public async Task Results_flow_from_step_to_step(bool inMemory)
    {
        _project
            .Declare<Constant>("one", "Value=1")
            .Declare<Plus>("left", "Left=ref:one", "Right=10")
            .Declare<Plus>("right", "Left=ref:one", "Right=20")
            .Declare<Plus>("sum", "Left=ref:left", "Right=ref:right");

        await AssertResultAsync("sum", 32, inMemory);
    }

    [Theory]
    [InlineData("Left=ref:squares[n3]", 9)]
    [InlineData("Left=ref:squares.n2", 4)]
    [InlineData("Left=ref:numbers[0]", 1)]
    [InlineData("Left=ref:numbers.Count", 4)]
    [InlineData("Left=ref:split.Test[0]", 4)]
    [InlineData("Left=ref:split.train.count", 3)]
    public async Task A_part_of_a_result_flows(string metadata, int expected)
    {
        _project
            .Declare<Squares>("squares", "Count=3")
            .Declare<CountTo>("numbers", "Count=4")
            .Declare<SplitLast>("split", "Numbers=ref:numbers")
            .Declare<Plus>("sum", metadata);

        await AssertResultAsync("sum", expected, inMemory: false);
        await AssertResultAsync("sum", expected, inMemory: true);
    }

    [Theory]
    [InlineData("Left=ref:squares[n9]", "there is no 'n9'. Did you mean 'n1' or 'n2' or 'n3'?")]
    [InlineData("Left=ref:numbers[4]", "there is no item 4; the list has 4 items, counted from 0.")]
    [InlineData("Left=ref:numbers[-1]", "there is no item -1; the list has 4 items, counted from 0.")]
    [InlineData("Left=ref:numbers.x", "'x' is not an index; the list has 4 items.")]
    [InlineData("Left=ref:nothing.x", "there is nothing at 'x': the value before it is null.")]
    public async Task A_part_that_is_not_there_names_the_step_the_part_and_what_there_is(string metadata, string why)
    {
        _project
            .Declare<Squares>("squares", "Count=3")
            .Declare<CountTo>("numbers", "Count=4")
            .Declare<GivesNull>("nothing")
            .Declare<Plus>("sum", metadata);

        var failed = Assert.Single((await _project.RunAsync()).Of<RunEvent.StepFailed>());

        Assert.Equal(("sum", "TANGO0204"), (failed.Step, failed.Code));
        Assert.Equal($"Step 'sum' refers to {_project.Node("sum").Arguments[0].Value}, but {why}", failed.Message);
    }

    [Theory]
    [MemberData(nameof(InMemory))]
    public async Task A_sequence_becomes_what_the_next_step_takes(bool inMemory)
    {
        _project
            .Declare<Streams>("stream", "Count=4")
            .Declare<Total>("list", "Numbers=ref:stream")
            .Declare<SumSequence>("sequence", "Numbers=ref:stream")
            .Declare<SplitLast>("array", "Numbers=ref:stream");

        await AssertResultAsync("list", 10L, inMemory);
        await AssertResultAsync("sequence", 10L, inMemory);
    }

    [Theory]
    [MemberData(nameof(InMemory))]
    public async Task A_summary_that_a_sequence_sets_at_its_end_is_reported_and_stored(bool inMemory)
    {
        StepCache cache = inMemory ? new MemoryStepCache() : _project.Cache;
        _project.Declare<SummarisesLate>("late", "Count=3");

        var events = await _project.RunAsync(cache: cache);

        Assert.Equal("3 numbers", Assert.Single(events.Of<RunEvent.StepCompleted>()).Summary);
        Assert.Equal("3 numbers", cache.GetMetadata(_project.UniqueId("late"))!.Summary);
    }

    [Fact]
    public async Task A_class_runs_its_instance_method_and_not_a_static_one()
    {
        _project.Declare<RunsBesideStatic>("step", "Value=1");

        Assert.Empty((await _project.RunAsync()).Of<RunEvent.StepFailed>().Select(failed => failed.Message));

        Assert.Equal(2, await _project.ResultAsync<int>("step"));
    }

    [Fact]
    public async Task Every_collection_takes_values_and_results()
    {
        _project.Declare<CountTo>("numbers", "Count=3");
        string[] names = ["Array", "List", "Sequence", "ImmutableArray", "ImmutableList", "Set", "SortedSet", "ReadOnlySet", "ImmutableSet", "ImmutableSortedSet", "FrozenSet"];
        _project.Declare<TakesCollections>("values", [.. names.Select(name => name + "=1;2;3")]);
        _project.Declare<TakesCollections>("results", [.. names.Select(name => name + "=ref:numbers")]);

        await AssertResultAsync("values", 33, inMemory: false);
        await AssertResultAsync("results", 33, inMemory: false);
    }

    [Fact]
    public async Task Every_map_takes_values_and_results()
    {
        _project.Declare<Constant>("one", "Value=1");
        string[] names = ["Dictionary", "InterfaceOfDictionary", "ReadOnlyDictionary", "SortedDictionary", "ImmutableDictionary", "ImmutableSortedDictionary", "FrozenDictionary"];
        _project.Declare<TakesMaps>("values", [.. names.Select(name => name + "=a=1")]);
        _project.Declare<TakesMaps>("results", [.. names.Select(name => name + "=a=ref:one")]);

        await AssertResultAsync("values", 7, inMemory: false);
        await AssertResultAsync("results", 7, inMemory: false);
    }

    [Fact]
    public async Task A_map_of_files_takes_their_paths()
    {
        _project.Write("a.txt", "A");
        _project.Write("b.txt", "B");
        _project.Declare<ReadsNamedTexts>("texts", "Files=one=a.txt;two=b.txt");

        await AssertResultAsync("texts", "one: A, two: B", inMemory: false);
    }

    [Theory]
    [MemberData(nameof(InMemory))]
    public async Task A_number_widens(bool inMemory)
    {
        _project.Declare<Constant>("one", "Value=1").Declare<Steps.Half>("half", "Number=ref:one");

        await AssertResultAsync("half", 0.5, inMemory);
    }

    [Theory]
    [MemberData(nameof(InMemory))]
    public async Task Null_is_a_result(bool inMemory)
    {
        _project.Declare<GivesNull>("nothing").Declare<IsNothing>("is", "Text=ref:nothing");

        await AssertResultAsync("is", true, inMemory);
    }

    [Fact]
    public async Task Results_flow_into_maps_and_free_form_JSON()
    {
        _project
            .Declare<Constant>("one", "Value=1")
            .Declare<SumByName>("sum", "Numbers=a=ref:one;b=2")
            .Declare<TakesAnything>("json", "Value={\"sum\": {\"ref\": \"sum\"}, \"list\": [{\"ref\": \"one\"}, 2.50, \"x\"]}");

        await AssertResultAsync("sum", 3, inMemory: false);
        await AssertResultAsync("json", "{\"list\":[1,2.5,\"x\"],\"sum\":3}", inMemory: false);
    }

    [Fact]
    public async Task Results_flow_into_members_of_an_object()
    {
        _project
            .Declare<Tango.Core.Tests.Execution.Steps.Half>("rate", "Number=0.5")
            .Declare<SaysWhatItGets>("step", "Settings={\"Rate\": {\"ref\": \"rate\"}, \"Day\": \"Friday\", \"Tags\": [\"a\"]}");

        await _project.RunAsync();

        Assert.Contains("|0.25|Friday|a|", await _project.ResultAsync<string>("step"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_inline_step_gives_its_result()
    {
        _project.Declare<Plus>("sum", "Left={\"type\": \"Tango.Core.Tests.Execution.Steps.Constant\", \"value\": 5}", "Right=1");

        await AssertResultAsync("sum", 6, inMemory: false);
    }

    [Fact]
    public async Task A_function_is_a_step()
    {
        _project.Declare("minus", "Type=Tango.Core.Tests.Execution.Steps.NumberFunctions.Negate", "Number=5");

        await AssertResultAsync("minus", -5, inMemory: false);
    }

    [Fact]
    public async Task An_uncached_step_that_several_take_runs_once()
    {
        var counter = Counter.NewName();
        _project
            .Declare<PureUncacheable>("shared", "Counter=" + counter, "Value=5")
            .Declare<Plus>("a", "Left=ref:shared", "Right=1")
            .Declare<Plus>("b", "Left=ref:shared", "Right=2")
            .Declare<Plus>("c", "Left=ref:shared", "Right=3");

        await _project.RunAsync();

        Assert.Equal(1, Counter.Of(counter));
        Assert.Equal(8, await _project.ResultAsync<int>("c"));
    }

    [Fact]
    public async Task An_uncached_sequence_that_several_take_is_computed_once()
    {
        var counter = Counter.NewName();
        _project
            .Declare<StreamsUncached>("shared", "Count=3", "Counter=" + counter)
            .Declare<Total>("a", "Numbers=ref:shared")
            .Declare<SumSequence>("b", "Numbers=ref:shared");

        await _project.RunAsync();

        Assert.Equal(1, Counter.Of(counter));
        Assert.Equal(6L, await _project.ResultAsync<long>("a"));
        Assert.Equal(6L, await _project.ResultAsync<long>("b"));
    }

    [Fact]
    public async Task An_uncached_sequence_keeps_what_JSON_would_lose()
    {
        _project.Declare<StreamsAnimals>("animals", "Count=20000").Declare<CountsDogs>("first", "Animals=ref:animals").Declare<CountsDogs>("second", "Animals=ref:animals", "After=1");

        await _project.RunAsync();

        Assert.Equal("20000 animals, 10000 dogs", await _project.ResultAsync<string>("first"));
        Assert.Equal("20000 animals, 10000 dogs", await _project.ResultAsync<string>("second"));
    }

    [Fact]
    public async Task A_file_of_an_uncached_step_exists_until_the_run_ends()
    {
        _project.Declare<WritesFileUncached>("file", "Content=hello").Declare<ReadsText>("text", "Path=ref:file");

        await _project.RunAsync();

        Assert.Equal("hello", await _project.ResultAsync<string>("text"));
        Assert.False(Directory.Exists(Path.Combine(_project.Cache.PathForStep(_project.UniqueId("file")), "work")));
    }

    // So what a step sets up for itself, say a seed, is not used up by the steps before it.
    [Fact]
    public async Task A_step_is_set_up_when_its_inputs_are_there()
    {
        _project.Declare<CountsRuns>("input").Declare<SetUpAfterInputs>("step", "Input=ref:input");

        await _project.RunAsync();

        Assert.Equal(1, await _project.ResultAsync<int>("step"));
    }

    [Fact]
    public async Task The_ids_of_the_plan_are_taken_and_none_is_computed()
    {
        _project.Declare<Constant>("one", "Value=1").Declare<Plus>("sum", "Left=ref:one");
        var plan = _project.ExecutionPlan();
        plan = plan with { Steps = [.. plan.Steps.Select(step => step with { UniqueId = "Given-" + step.Name })] };

        var events = new RecordedEvents();
        await _project.RunAsync(plan, events);

        Assert.Equal(1, (await _project.Cache.TryGetAsync("Given-sum", typeof(int))).Value);
        Assert.Equal(["Given-one", "Given-sum"], events.Of<RunEvent.StepCompleted>().Select(step => step.UniqueId));
        Assert.Equal(2, _project.Cache.EnumerateUniqueIds().Count());
    }

    [Fact]
    public async Task A_result_is_read_with_the_compression_that_it_was_stored_with()
    {
        _project.Declare<Writes>("text", "Text=hello", "Format=text.gz");
        await _project.RunAsync();
        Assert.True(File.Exists(Path.Combine(_project.Cache.PathForStep(_project.UniqueId("text")), "result.txt.gz")));
        _project.DeclareAnew().Declare<Writes>("text", "Text=hello", "Format=text.br").Declare<Writes>("copy", "Text=ref:text");

        var events = await _project.RunAsync();

        Assert.Equal(["copy"], events.Completed);
        Assert.Equal("hello", await _project.ResultAsync<string>("copy"));
    }

    [Fact]
    public async Task Two_steps_of_one_id_run_once()
    {
        var counter = Counter.NewName();
        _project.Declare<Pure>("a", "Counter=" + counter).Declare<Pure>("b", "Counter=" + counter);

        var events = await _project.RunAsync();

        Assert.Equal(1, Counter.Of(counter));
        Assert.Equal([StepState.Cached, StepState.Ran], events.Of<RunEvent.StepCompleted>().Select(e => e.State).Order());
    }

    [Fact]
    public async Task A_run_ends_with_its_numbers()
    {
        _project.Declare<Pure>("a").Declare<Fails>("b", "Message=no", "After=ref:a").Declare<Pure>("c", "Value=ref:b");

        var events = await _project.RunAsync();

        var end = Assert.IsType<RunEvent.RunFinished>(events.All[^1]);
        Assert.Equal((1, 1, 1, false), (end.RanCount, end.FailedCount, end.BlockedCount, end.IsCancelled));
    }

    [Fact]
    public async Task An_observer_that_fails_ends_the_run()
    {
        _project.Declare<Pure>("a");
        var plan = _project.ExecutionPlan();

        var run = _project.RunAsync(plan, new FailingObserver());

        await Assert.ThrowsAsync<NotSupportedException>(() => run.WaitAsync(TestLimits.Hang));
    }

    private async Task AssertResultAsync<T>(string step, T expected, bool inMemory)
    {
        StepCache? cache = inMemory ? new MemoryStepCache() : null;
        var events = await _project.RunAsync(cache: cache);

        Assert.Empty(events.Of<RunEvent.StepFailed>().Select(failed => failed.Message));
        Assert.Equal(expected, await _project.ResultAsync<T>(step, cache));
    }

    private sealed class FailingObserver : IRunObserver
    {
        public void OnEvent(RunEvent runEvent)
        {
            if (runEvent is not RunEvent.RunFinished)
                throw new NotSupportedException("on purpose");
        }
    }
}
