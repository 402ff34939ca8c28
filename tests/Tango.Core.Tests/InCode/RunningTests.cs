using System.Runtime.CompilerServices;
using Tango.Diagnostics;
using Tango.Runs;

namespace Tango.Core.Tests.InCode;

/// <summary>Fails as often as it is told, then gives how often it was tried.</summary>
[Step(Deterministic = true, Version = "1")]
public sealed class Failing : Step<int>
{
    public int Run(string counter, int failures, int from = 0)
    {
        Runs.Count(counter);
        return Runs.Of(counter) <= failures ? throw new TimeoutException("no answer") : from + Runs.Of(counter);
    }
}

/// <summary>Counts to ten, one file a number, and may be killed on the way.</summary>
[Step(Deterministic = true, Version = "1")]
public sealed class Restartable : Step<string>
{
    public string Run(string counter)
    {
        var found = Directory.GetFiles(WorkDirectory).Length;
        for (var number = found; number < 10; number++)
        {
            if (number == 5 && found == 0)
                throw new InvalidOperationException("killed");

            File.WriteAllText(Path.Combine(WorkDirectory, $"{counter}-{number}"), "");
        }

        return $"started at {found}, ended at {Directory.GetFiles(WorkDirectory).Length}";
    }
}

[Step(Deterministic = true, Version = "1")]
public sealed class Streaming : Step<IEnumerable<double>>
{
    public IEnumerable<double> Run(int count, [SkipInId] string? counter = null)
    {
        for (var item = 0; item < count; item++)
        {
            // A sequence works while it is read, and is still the step.
            File.WriteAllText(Path.Combine(WorkDirectory, "at"), "");
            Runs.Count(counter ?? "");
            yield return item;
        }
    }
}

[Step(Deterministic = true, Version = "1", Caching = StepCaching.Never)]
public sealed class StreamingAsync : Step<IAsyncEnumerable<string>>
{
    public async IAsyncEnumerable<string> Run(int count, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var item = 0; item < count; item++)
        {
            await Task.Yield();
            cancellationToken.ThrowIfCancellationRequested();
            yield return "line\n" + item;
        }
    }
}

[Step(Deterministic = true, Version = "1")]
public sealed class Lines : Step<List<string>>
{
    public async Task<List<string>> RunAsync(IAsyncEnumerable<string> first, IReadOnlyList<string> second)
    {
        var lines = new List<string>();
        await foreach (var line in first)
            lines.Add(line);

        lines.AddRange(second);
        return lines;
    }
}

[Step(Deterministic = true, Version = "1")]
public sealed class Nothing : Step<string?>
{
    public string? Run([SkipInId] string? counter = null)
    {
        Runs.Count(counter ?? "");
        return null;
    }
}

/// <summary>Runs until it is let go.</summary>
[Step]
public sealed class Waiting : Step
{
    public static TaskCompletionSource Started { get; } = new();

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        Started.TrySetResult();
        await Task.Delay(Timeout.Infinite, cancellationToken);
    }
}

public sealed class RunningTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_failure_names_the_step_and_carries_what_it_threw()
    {
        var failing = Step.Create<Failing>(new { counter = Runs.NewCounter(), failures = 1 }, new() { Name = "flaky" });
        var sum = Step.Create<Sum>(new { a = failing });

        var exception = await Assert.ThrowsAsync<TangoException>(() => sum.ResultAsync(new MemoryStepCache()));

        var found = Assert.Single(exception.Diagnostics);
        Assert.Equal((Descriptors.StepFailed, "flaky"), (found.Descriptor, found.Subject.Step));
        Assert.Equal("no answer", Assert.IsType<TimeoutException>(exception.InnerException).Message);
        Assert.Contains("RunningTests.cs", found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failed_step_runs_again_by_a_new_call_or_a_retry()
    {
        var cache = new MemoryStepCache();
        var once = Step.Create<Failing>(new { counter = Runs.NewCounter(), failures = 1 });
        await Assert.ThrowsAsync<TangoException>(() => once.ResultAsync(cache));
        Assert.Equal(2, await once.ResultAsync(cache));

        var retried = Step.Create<Failing>(new { counter = Runs.NewCounter(), failures = 2 }, new() { Retries = 2 });
        Assert.Equal(3, await retried.ResultAsync(cache));
    }

    [Fact]
    public async Task A_failure_blocks_dependents_only()
    {
        var cache = new MemoryStepCache();
        var events = new Events();
        var counter = Runs.NewCounter();
        var failing = Step.Create<Failing>(new { counter, failures = 1 }, new() { Name = "failing" });
        var blocked = Step.Create<Sum>(new { a = failing }, new() { Name = "blocked" });
        var free = Step.Create<Number>(new { value = 1 }, new() { Name = "free" });
        var graph = StepGraph.Create(blocked, free);

        var exception = await Assert.ThrowsAsync<TangoException>(() => graph.RunAsync(cache, events));

        Assert.Equal("failing", Assert.Single(exception.Diagnostics).Subject.Step);
        Assert.True(cache.Contains(free.UniqueId));
        Assert.Equal("failing", Assert.Single(events.All.OfType<RunEvent.StepBlocked>()).BlockingStep);
        await graph.RunAsync(cache);
        Assert.Equal(3.0, await blocked.ResultAsync(cache));
    }

    [Fact]
    public async Task A_killed_step_starts_from_its_work_directory()
    {
        var cache = new DirectoryStepCache(_directory.PathOf("cache"));
        var step = Step.Create<Restartable>(new { counter = "n" });
        var work = Path.Combine(cache.PathForStep(step.UniqueId), "work");

        await Assert.ThrowsAsync<TangoException>(() => step.ResultAsync(cache));
        Assert.Equal(5, Directory.GetFiles(work).Length);

        // Another process would make another object.
        Assert.Equal("started at 5, ended at 10", await Step.Create<Restartable>(new { counter = "n" }).ResultAsync(cache));
        Assert.False(Directory.Exists(work));
    }

    [Fact]
    public async Task Without_a_cache_directory_a_work_directory_exists_only_during_the_run()
    {
        var step = Step.Create<Restartable>(new { counter = Runs.NewCounter() });

        Assert.Throws<InvalidOperationException>(() => step.WorkDirectory);
        await Assert.ThrowsAsync<TangoException>(() => step.ResultAsync(new MemoryStepCache()));
        Assert.Throws<InvalidOperationException>(() => step.WorkDirectory);
        Assert.Equal("started at 5, ended at 10", await step.ResultAsync(new MemoryStepCache()));
        Assert.False(Directory.Exists(Path.Combine(Path.GetTempPath(), "tango", step.UniqueId)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_sequence_runs_once_and_each_consumer_reads_it_from_the_beginning(bool inMemory)
    {
        StepCache cache = inMemory ? new MemoryStepCache() : new DirectoryStepCache(_directory.PathOf("cache"));
        var counter = Runs.NewCounter();
        var stream = Step.Create<Streaming>(new { count = 3, counter });

        Assert.Equal(6.0, await Step.Create<Sum>(new { a = Step.Create<SumOfMany>(new { items = stream }), b = Step.Create<SumOfMany>(new { items = stream }) }).ResultAsync(cache));
        var items = await stream.ResultAsync(cache);

        Assert.Equal([0, 1, 2], items);
        Assert.Equal([0, 1, 2], items);
        Assert.Equal(3, Runs.Of(counter));
        Assert.Empty(await Step.Create<Streaming>(new { count = 0 }).ResultAsync(cache));
    }

    [Fact]
    public async Task A_sequence_that_is_not_stored_is_shared_in_the_run()
    {
        var stream = Step.Create<StreamingAsync>(new { count = 2 });

        Assert.Equal(
            ["line\n0", "line\n1", "line\n0", "line\n1"],
            await Step.Create<Lines>(new { first = stream, second = stream }).ResultAsync(new MemoryStepCache()));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Null_is_a_result(bool inMemory)
    {
        StepCache cache = inMemory ? new MemoryStepCache() : new DirectoryStepCache(_directory.PathOf("cache"));
        var counter = Runs.NewCounter();
        var step = Step.Create<Nothing>(new { counter });

        Assert.Null(await step.ResultAsync(cache));
        Assert.Null(await step.ResultAsync(cache));
        Assert.Equal(1, Runs.Of(counter));
    }

    [Fact]
    public async Task Without_a_cache_results_are_in_the_default_one_which_is_memory()
    {
        var counter = Runs.NewCounter();
        var step = Step.Create<Number>(new { value = Random.Shared.NextDouble(), counter });

        await step.EnsureResultAsync();
        await step.ResultAsync();

        Assert.Equal(1, Runs.Of(counter));
        Assert.True(StepCache.Default.Contains(step.UniqueId));
        Assert.Equal([(step, true)], DryRun.Plan(step));
        Assert.IsType<MemoryStepCache>(StepCache.Default);
    }

    [Fact]
    public async Task A_small_result_takes_little_room()
    {
        var cache = new DirectoryStepCache(_directory.PathOf("cache"));
        var sum = Step.Create<Sum>(new { a = Step.Create<Number>(new { value = 1 }) });

        await sum.EnsureResultAsync(cache);

        var files = Directory.GetFiles(_directory.Path, "*", SearchOption.AllDirectories).Select(path => new FileInfo(path)).ToList();
        Assert.InRange(files.Count, 4, 6);
        Assert.InRange(files.Sum(file => file.Length), 1, 2 * 2500);
    }

    [Fact]
    public async Task One_object_runs_once_at_a_time_and_stops_when_cancelled()
    {
        using var stop = new CancellationTokenSource();
        var step = Step.Create<Waiting>(options: new() { Name = "waiting" });
        var running = step.ResultAsync(new MemoryStepCache(), stop.Token);
        await Waiting.Started.Task;

        var exception = await Assert.ThrowsAsync<TangoException>(() => step.ResultAsync(new MemoryStepCache()));

        Assert.Equal(Descriptors.StepAlreadyRunning, Assert.Single(exception.Diagnostics).Descriptor);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    [Fact]
    public async Task An_entry_that_is_removed_or_corrupt_is_computed_again()
    {
        var cache = new DirectoryStepCache(_directory.PathOf("cache"));
        var counter = Runs.NewCounter();
        var number = Step.Create<Number>(new { value = 1, counter });
        var sum = Step.Create<Sum>(new { a = number });
        await sum.ResultAsync(cache);

        Directory.Delete(cache.PathForStep(sum.UniqueId), recursive: true);
        foreach (var file in Directory.GetFiles(cache.PathForStep(number.UniqueId), "result*"))
            File.WriteAllText(file, "damaged");

        Assert.Equal(2.0, await sum.ResultAsync(cache));
        Assert.Equal(2, Runs.Of(counter));
    }

    [Fact]
    public async Task Steps_that_give_nothing_but_must_come_first_do()
    {
        var first = Step.Create<Failing>(new { counter = Runs.NewCounter(), failures = 1 }, new() { Name = "first" });
        var second = Step.Create<Number>(new { value = 1 }, new() { DependsOn = [first] });

        Assert.Equal([first], second.Dependencies);
        var exception = await Assert.ThrowsAsync<TangoException>(() => second.ResultAsync(new MemoryStepCache()));
        Assert.Equal("first", Assert.Single(exception.Diagnostics).Subject.Step);
    }

    private sealed class Events : IRunObserver
    {
        public List<RunEvent> All { get; } = [];

        public void OnEvent(RunEvent runEvent) => All.Add(runEvent);
    }
}
