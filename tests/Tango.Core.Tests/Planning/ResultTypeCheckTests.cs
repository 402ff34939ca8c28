using Tango.Core.Tests.Execution;
using Tango.Core.Tests.Execution.Steps;
using Tango.Planning;

namespace Tango.Core.Tests.Planning;

/// <summary>A plan says which results cannot be stored whatever they are.</summary>
public sealed class ResultTypeCheckTests : IDisposable
{
    private readonly Project _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public void All_such_steps_are_reported_at_once_before_any_step_runs()
    {
        var counter = Counter.NewName();
        _project.Declare<MakesSealed>("one", "Counter=" + counter).Declare<Constant>("two", "Value=1").Declare<MakesManySealed>("three", "After=ref:two");

        var reported = Assert.Throws<TangoException>(() => _project.Plan()).Diagnostics;

        Assert.Equal(["one", "three"], reported.Select(one => one.Subject.Step).Order());
        Assert.All(reported, one => Assert.Equal("TANGO0109", one.Code));
        Assert.All(reported, one => Assert.Equal(_project.PathOf("project.csproj"), one.Subject.File));
        Assert.StartsWith("The result type of step 'one' cannot be stored: non-public field '_state' of Sealed would be lost: JSON does not write it.", reported[0].Message, StringComparison.Ordinal);
        Assert.Matches(@"The step is declared in .*UnstorableSteps\.cs\(\d+\)\.$", reported[0].Message);
        Assert.Equal(0, Counter.Of(counter));
    }

    [Theory]
    [InlineData("Constant", "Value=1", "text", "string")]
    [InlineData("Constant", "Value=1", "bytes.gz", "byte[]")]
    [InlineData("Constant", "Value=1", "file", "OutputFile")]
    [InlineData("Constant", "Value=1", "directory", "OutputDirectory")]
    [InlineData("Constant", "Value=1", "jsonl", "IEnumerable<T>")]
    [InlineData("HalfPairInList", "Version=1", "bytes", "byte[]")]
    [InlineData("ReturnsMissingFile", "Version=1", "json", "OutputFile")]
    [InlineData("ReturnsMissingFile", "Version=1", "directory", "OutputDirectory")]
    [InlineData("OtherComparer", "Version=1", "jsonl.zst", "IEnumerable<T>")]
    public void A_format_that_does_not_support_the_type_is_reported_at_the_format(string type, string argument, string format, string takes)
    {
        string[] arguments = argument.StartsWith("Version", StringComparison.Ordinal) ? [] : [argument];
        _project.Declare("step", ["Type=" + type, .. arguments, "Format=" + format]);

        var reported = Assert.Single(Assert.Throws<TangoException>(() => _project.Plan()).Diagnostics);

        Assert.Equal("TANGO0109", reported.Code);
        Assert.Equal("Format", reported.Subject.Argument);
        Assert.Contains(takes, reported.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CacheResults=false")]
    [InlineData("OnlyIfNeeded=true")]
    public void What_is_not_to_be_stored_is_not_asked_about(string setting)
    {
        _project.Declare<MakesSealed>("step", "Counter=" + Counter.NewName(), setting);

        Assert.Single(_project.Plan().Steps);
    }

    [Fact]
    public void Dependents_of_a_nondeterministic_step_are_not_cached_and_not_checked()
    {
        _project.Declare<Dice>("dice").Declare<MakesManySealed>("step", "After=ref:dice");

        Assert.Equal(2, _project.Plan().Steps.Length);
    }

    [Fact]
    public void A_cache_in_memory_keeps_objects_of_any_type()
    {
        _project.Declare<MakesSealed>("step", "Counter=" + Counter.NewName());

        Assert.Equal(PlannedAction.Run, Assert.Single(_project.Plan(cache: new MemoryStepCache()).Steps).Action);
    }

    [Fact]
    public void In_code_it_is_reported_when_the_cache_is_known()
    {
        var counter = Counter.NewName();
        var step = Step.Create<MakesSealed>(new { counter });

        var reported = Assert.Throws<TangoException>(() => DryRun.Plan(step, _project.Cache)).Diagnostics;

        Assert.Equal("TANGO0109", Assert.Single(reported).Code);
        Assert.Equal(0, Counter.Of(counter));
    }
}
