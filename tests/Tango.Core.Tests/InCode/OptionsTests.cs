using Tango.Core.Tests.Execution;
using Tango.Diagnostics;
using Tango.Runs;

namespace Tango.Core.Tests.InCode;

/// <summary>What can be said of a step beside its arguments, and what a plan has to say of that.</summary>
public sealed class OptionsTests
{
    [Theory]
    [InlineData("jsn", "Did you mean 'json'")]
    [InlineData("file.gz", "takes no compression")]
    public void A_format_that_cannot_be_is_refused_like_an_items(string format, string wayOut)
    {
        var mistake = MistakeOf(new StepOptions { Format = format });

        Assert.Equal(("TANGO0014", "Format"), (mistake.Code, mistake.Subject.Argument));
        Assert.Contains(wayOut, mistake.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a;b")]
    [InlineData("ref:a[0]")]
    public void A_name_that_cannot_be_is_refused_like_an_items(string name) =>
        Assert.Equal("TANGO0017", MistakeOf(new StepOptions { Name = name }).Code);

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    public void Resources_are_checked_like_an_items(int number)
    {
        Assert.Equal("Cpus", MistakeOf(new StepOptions { Cpus = number }).Subject.Argument);
        Assert.Equal("Memory", MistakeOf(new StepOptions { Memory = number }).Subject.Argument);
    }

    [Fact]
    public void All_errors_are_reported_at_once()
    {
        var exception = Assert.Throws<TangoException>(() => Step.Create<CachedChance>(new { x = 1 }, new StepOptions { Name = "a/b", Format = "jsn", Cpus = 0 }));

        Assert.Equal(["TANGO0002", "TANGO0013", "TANGO0014", "TANGO0017"], exception.Diagnostics.Select(mistake => mistake.Code).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task An_observer_of_a_run_gets_the_warnings_of_its_plan()
    {
        var step = Step.Create<CachedChance>(options: new StepOptions { Name = "chance" });
        var cache = new MemoryStepCache();
        var planned = new RecordedEvents();
        var run = new RecordedEvents();
        var again = new RecordedEvents();

        DryRun.Plan(step, cache, planned);
        await StepGraph.Create(step).RunAsync(cache, run);
        await StepGraph.Create(step).RunAsync(cache, again);

        var warned = Assert.IsType<RunEvent.PlanWarned>(Assert.Single(planned.All));
        Assert.Equal(("chance", "TANGO0304"), (warned.Step, warned.Code));
        Assert.Equal(warned, run.All[0]);
        Assert.Equal(warned, again.All[0]);
    }

    private static Diagnostic MistakeOf(StepOptions options) =>
        Assert.Single(Assert.Throws<TangoException>(() => Step.Create<CachedChance>(options: options)).Diagnostics);
}
