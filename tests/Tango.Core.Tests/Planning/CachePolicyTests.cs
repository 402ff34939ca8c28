using Tango.Core.Tests.Execution;
using Tango.Core.Tests.Execution.Steps;
using Tango.Diagnostics;
using Tango.Planning;

namespace Tango.Core.Tests.Planning;

/// <summary>The truth table of what is cached.</summary>
public sealed class CachePolicyTests : IDisposable
{
    private readonly Project _project = new();

    public void Dispose() => _project.Dispose();

    [Theory]
    [InlineData(typeof(Pure), null, true)]
    [InlineData(typeof(Pure), true, true)]
    [InlineData(typeof(Pure), false, false)]
    [InlineData(typeof(PureCacheable), null, true)]
    [InlineData(typeof(PureCacheable), true, true)]
    [InlineData(typeof(PureCacheable), false, false)]
    [InlineData(typeof(PureUncacheable), null, false)]
    [InlineData(typeof(PureUncacheable), false, false)]
    [InlineData(typeof(Dice), null, false)]
    [InlineData(typeof(Dice), false, false)]
    [InlineData(typeof(DiceCacheable), false, false)]
    [InlineData(typeof(DiceUncacheable), null, false)]
    [InlineData(typeof(DiceUncacheable), false, false)]
    public void Without_a_word(Type type, bool? cacheResults, bool isStored)
    {
        Declare(type, cacheResults);

        var plan = _project.Plan();

        var step = Assert.Single(plan.Steps);
        Assert.Equal((isStored, isStored ? null : new Reason(ReasonKind.NotCacheable)), (step.IsStored, step.NotStoredBecause));
        Assert.Empty(plan.Warnings);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(true)]
    public void With_a_warning(bool? cacheResults)
    {
        Declare(typeof(DiceCacheable), cacheResults);

        var plan = _project.Plan();

        Assert.True(Assert.Single(plan.Steps).IsStored);
        Assert.Equal(("TANGO0304", "step"), Assert.Single(plan.Warnings.Select(warning => (warning.Code, warning.Subject.Step))));
    }

    [Theory]
    [InlineData(typeof(PureUncacheable), "PureUncacheable is marked Cacheable = false")]
    [InlineData(typeof(Dice), "Dice is not marked Deterministic, nor Cacheable = true")]
    [InlineData(typeof(DiceUncacheable), "DiceUncacheable is marked Cacheable = false")]
    public void Never(Type type, string why)
    {
        Declare(type, cacheResults: true);

        var mistake = Assert.Single(Assert.Throws<TangoException>(() => _project.Plan()).Diagnostics);

        Assert.Equal(("TANGO0010", "step", "CacheResults"), (mistake.Code, mistake.Subject.Step, mistake.Subject.Argument));
        Assert.Contains(why, mistake.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_that_cannot_be_cached_is_told_at_once()
    {
        _project.Declare<Dice>("a", "CacheResults=true").Declare<Pure>("b").Declare<PureUncacheable>("c", "CacheResults=true");

        Assert.Equal(["a", "c"], Assert.Throws<TangoException>(() => _project.Plan()).Diagnostics.Select(mistake => mistake.Subject.Step));
    }

    [Fact]
    public void What_depends_on_a_step_that_is_not_deterministic_is_not_stored()
    {
        _project.Declare<Dice>("dice").Declare<Pure>("dependent", "Value=ref:dice").Declare<Pure>("further", "Value=ref:dependent");

        Assert.Equal(
            [new Reason(ReasonKind.NotCacheable), new Reason(ReasonKind.UpstreamNotDeterministic, "dice"), new Reason(ReasonKind.UpstreamNotDeterministic, "dependent")],
            _project.Plan().Steps.Select(step => step.NotStoredBecause));
    }

    private void Declare(Type type, bool? cacheResults)
    {
        string[] settings = cacheResults is { } flag ? [$"CacheResults={flag}"] : [];
        _project.Declare("step", ["Type=" + type.FullName, .. settings]);
    }
}
