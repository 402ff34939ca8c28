namespace Tango.Core.Tests.InCode;

[Step]
public sealed class RandomChoice : Step<string>
{
    public string Run(IReadOnlyList<string> choices)
    {
        Runs.Count("RandomChoice");
        return choices[Random.Shared.Next(choices.Count)];
    }
}

[Step(Deterministic = true, Version = "1")]
public sealed class Concatenate : Step<string>
{
    public string Run(string first, string second, string join = " ")
    {
        Runs.Count("Concatenate");
        return first + join + second;
    }
}

/// <summary>Slow in earnest; here it is enough to count.</summary>
[Step(Deterministic = true, Version = "1")]
public sealed class SlowAddition : Step<int>
{
    public int Run(int a, int b)
    {
        Runs.Count("SlowAddition");
        return a + b;
    }
}

public sealed class FirstStepsWorkflowTests
{
    [Fact]
    public async Task A_random_choice_and_what_follows_from_it_run_every_time()
    {
        var cache = new MemoryStepCache();
        var hello = Step.Create<RandomChoice>(new { choices = new[] { "hello", "hi", "hey" } }, new() { Name = "hello" });
        var greeting = Step.Create<Concatenate>(new { first = hello, second = "world" }, new() { Name = "greeting" });

        Assert.EndsWith(" world", await greeting.ResultAsync(cache), StringComparison.Ordinal);
        Assert.EndsWith(" world", await greeting.ResultAsync(cache), StringComparison.Ordinal);

        Assert.Equal((2, 2), (Runs.Of("RandomChoice"), Runs.Of("Concatenate")));
        Assert.Equal([(hello, false), (greeting, false)], DryRun.Plan(greeting, cache));
        Assert.Empty(cache.EnumerateUniqueIds());
    }

    [Fact]
    public async Task A_slow_addition_takes_its_time_once()
    {
        var cache = new MemoryStepCache();

        Assert.Equal(16, await Add(8).ResultAsync(cache));
        Assert.Equal(16, await Add(8).ResultAsync(cache));
        Assert.Equal(1, Runs.Of("SlowAddition"));
        Assert.Equal(10, await Add(2).ResultAsync(cache));
        Assert.Equal(2, Runs.Of("SlowAddition"));
        Assert.Equal(16, await Add(8).ResultAsync(cache));
        Assert.Equal(2, Runs.Of("SlowAddition"));

        static SlowAddition Add(int a) => Step.Create<SlowAddition>(new { a, b = 8 });
    }
}
