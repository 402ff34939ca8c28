namespace Tango.Core.Tests.InCode;


[Step(Caching = StepCaching.Always)]
public sealed class CachedChance : Step<double>
{
    public double Run() => Random.Shared.NextDouble();
}

public abstract class CachingTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose()
    {
        _directory.Dispose();
        GC.SuppressFinalize(this);
    }

    protected abstract StepCache NewCache(string directory);

    [Fact]
    public async Task A_dry_run_before_and_after_and_one_run_between()
    {
        var cache = NewCache(_directory.Path);
        var counter = Runs.NewCounter();
        var two = Step.Create<Number>(new { value = 2, counter });
        var three = Step.Create<Sum>(new { a = two, counter });
        var five = Step.Create<Sum>(new { a = two, b = three, counter });

        // A step that several take is listed again, as read: it will be cached by then.
        Assert.Equal([(two, false), (two, true), (three, false), (five, false)], DryRun.Plan(five, cache));
        Assert.False(cache.Contains(five.UniqueId));
        Assert.Equal(5.0, await five.ResultAsync(cache));
        Assert.Equal([(five, true)], DryRun.Plan(five, cache));
        Assert.Equal([(three, true), (five, true), (five, true)], DryRun.Plan([three, five, five], cache));
        Assert.Equal(3, cache.EnumerateUniqueIds().Count());
        Assert.Equal(5.0, await five.ResultAsync(cache));
        Assert.Equal(5.0, await Step.Create<Sum>(new { a = two, b = three }).ResultAsync(cache));
        Assert.Equal(3, Runs.Of(counter));
    }

    [Fact]
    public async Task A_result_is_ensured_without_being_read()
    {
        var cache = NewCache(_directory.Path);
        var number = Step.Create<Number>(new { value = 2 });

        await number.EnsureResultAsync(cache);

        Assert.True(cache.Contains(number.UniqueId));
    }

    [Fact]
    public async Task A_result_that_is_never_cached_cannot_be_ensured()
    {
        var cache = NewCache(_directory.Path);
        var chance = Step.Create<Chance>(options: new() { Name = "chance" });
        var sum = Step.Create<Sum>(new { a = chance }, new() { Name = "sum" });

        Assert.Contains("'chance' is never cached: it is not deterministic", await Refusal(chance), StringComparison.Ordinal);
        Assert.Contains("depends on chance, which is not deterministic", await Refusal(sum), StringComparison.Ordinal);
        await sum.ResultAsync(cache);
        Assert.Empty(cache.EnumerateUniqueIds());

        async Task<string> Refusal(Step step) =>
            (await Assert.ThrowsAsync<TangoException>(() => step.EnsureResultAsync(cache))).Message;
    }

    [Fact]
    public async Task What_is_not_stored_runs_only_when_needed_and_once_in_a_run()
    {
        var cache = NewCache(_directory.Path);
        var counter = Runs.NewCounter();
        var passing = Step.Create<Passing>(new { value = 1, counter });
        var sum = Step.Create<Sum>(new { a = passing, b = Step.Create<Sum>(new { a = passing }) });

        Assert.Equal(3.0, await sum.ResultAsync(cache));
        Assert.Equal(1, Runs.Of(counter));
        await sum.ResultAsync(cache);
        Assert.Equal(1, Runs.Of(counter));
        await passing.ResultAsync(cache);
        await passing.ResultAsync(cache);
        Assert.Equal(3, Runs.Of(counter));
        Assert.Equal([(passing, false)], DryRun.Plan(passing, cache));
    }

    [Fact]
    public async Task An_earlier_version_finds_its_results_again()
    {
        var cache = NewCache(_directory.Path);
        using var releases = new Releases(
            """[Step(Deterministic = true, Version = "1")] public sealed class Greeting : Step<string> { public string Run(string name) => "Hello " + name; }""",
            """[Step(Deterministic = true, Version = "2")] public sealed class Greeting : Step<string> { public string Run(string name) => "Good morning " + name; }""");
        var arguments = new { name = "Ada" };

        Assert.Equal("Hello Ada", await releases[0].Create("Greeting", arguments).ResultAsync(cache));
        Assert.Equal("Good morning Ada", await releases[1].Create("Greeting", arguments).ResultAsync(cache));
        Assert.Equal(2, cache.EnumerateUniqueIds().Count());
        Assert.All(DryRun.Plan(releases[0].Create("Greeting", arguments), cache), listed => Assert.True(listed.ReadFromCache));
        Assert.Equal("Hello Ada", await releases[0].Create("Greeting", arguments).ResultAsync(cache));
    }

    [Fact]
    public async Task A_step_that_is_not_deterministic_but_cacheable_is_stored()
    {
        var cache = NewCache(_directory.Path);
        var chance = Step.Create<CachedChance>();

        Assert.Equal(await chance.ResultAsync(cache), await chance.ResultAsync(cache));
        Assert.Equal([(chance, true)], DryRun.Plan(chance, cache));
    }

    [Fact]
    public void Caching_a_step_that_cannot_be_cached_is_an_error()
    {
        Assert.Contains("Caching = StepCaching.Never", Refusal(() => Step.Create<Passing>(new { value = 1 }, new() { CacheResults = true })), StringComparison.Ordinal);
        Assert.Contains("not marked Deterministic", Refusal(() => Step.Create<Chance>(options: new() { CacheResults = true })), StringComparison.Ordinal);

        static string Refusal(Func<Step> create) => Assert.Throws<TangoException>(create).Message;
    }
}

public sealed class MemoryCachingTests : CachingTests
{
    protected override StepCache NewCache(string directory) => new MemoryStepCache();
}

public sealed class DirectoryCachingTests : CachingTests
{
    protected override StepCache NewCache(string directory) => new DirectoryStepCache(Path.Combine(directory, "cache"));
}
