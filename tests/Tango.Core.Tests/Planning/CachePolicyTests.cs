using Tango.Core.Tests.Execution;
using Tango.Core.Tests.Execution.Steps;
using Tango.Planning;

namespace Tango.Core.Tests.Planning;

/// <summary>The truth table of what is cached.</summary>
public sealed class CachePolicyTests : IDisposable
{
    private const string Declared = "CacheResults is false";
    private const string Marked = "marked Caching = StepCaching.Never";
    private const string NotMarked = "not marked Deterministic";

    private readonly Project _project = new();

    public void Dispose() => _project.Dispose();

    [Theory]
    [InlineData(typeof(Pure), null, null)]
    [InlineData(typeof(Pure), true, null)]
    [InlineData(typeof(Pure), false, Declared)]
    [InlineData(typeof(PureCacheable), null, null)]
    [InlineData(typeof(PureCacheable), true, null)]
    [InlineData(typeof(PureCacheable), false, Declared)]
    [InlineData(typeof(PureUncacheable), null, Marked)]
    [InlineData(typeof(PureUncacheable), false, Declared)]
    [InlineData(typeof(Dice), null, NotMarked)]
    [InlineData(typeof(Dice), false, Declared)]
    [InlineData(typeof(DiceCacheable), false, Declared)]
    [InlineData(typeof(DiceUncacheable), null, Marked)]
    [InlineData(typeof(DiceUncacheable), false, Declared)]
    public void Without_CacheResults(Type type, bool? cacheResults, string? whyNot)
    {
        Declare(type, cacheResults);

        var plan = _project.Plan();

        var step = Assert.Single(plan.Steps);
        Assert.Equal((whyNot is null, whyNot is null ? null : new Reason(ReasonKind.NotCacheable, whyNot)), (step.IsCacheable, step.NotCachedBecause));
        if (whyNot is not null)
            Assert.Equal("not cached: " + whyNot, step.ReasonText);

        Assert.Empty(plan.Warnings);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(true)]
    public void With_a_warning(bool? cacheResults)
    {
        Declare(typeof(DiceCacheable), cacheResults);

        var plan = _project.Plan();

        Assert.True(Assert.Single(plan.Steps).IsCacheable);
        Assert.Equal(("TANGO0304", "step"), Assert.Single(plan.Warnings.Select(warning => (warning.Code, warning.Subject.Step))));
    }

    [Theory]
    [InlineData(typeof(PureUncacheable), "PureUncacheable is marked Caching = StepCaching.Never")]
    [InlineData(typeof(Dice), "Dice is not marked Deterministic, nor Caching = StepCaching.Always")]
    [InlineData(typeof(DiceUncacheable), "DiceUncacheable is marked Caching = StepCaching.Never")]
    public void Never(Type type, string why)
    {
        Declare(type, cacheResults: true);

        var mistake = Assert.Single(Assert.Throws<TangoException>(() => _project.Plan()).Diagnostics);

        Assert.Equal(("TANGO0010", "step", "CacheResults"), (mistake.Code, mistake.Subject.Step, mistake.Subject.Argument));
        Assert.Contains(why, mistake.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_steps_that_cannot_be_cached_are_reported_at_once()
    {
        _project.Declare<Dice>("a", "CacheResults=true").Declare<Pure>("b").Declare<PureUncacheable>("c", "CacheResults=true");

        Assert.Equal(["a", "c"], Assert.Throws<TangoException>(() => _project.Plan()).Diagnostics.Select(mistake => mistake.Subject.Step));
    }

    [Fact]
    public void What_depends_on_a_step_that_is_not_deterministic_is_not_stored()
    {
        _project.Declare<Dice>("dice").Declare<Pure>("dependent", "Value=ref:dice").Declare<Pure>("further", "Value=ref:dependent");

        Assert.Equal(
            [new Reason(ReasonKind.NotCacheable, NotMarked), new Reason(ReasonKind.UpstreamNotDeterministic, "dice"), new Reason(ReasonKind.UpstreamNotDeterministic, "dependent")],
            _project.Plan().Steps.Select(step => step.NotCachedBecause));
    }

    // Exports are made from the cache: of what is not there they would be lost, and made again, for ever.
    [Theory]
    [InlineData("Type=Pure|CacheResults=false", "has CacheResults=\"false\". Remove that, or remove ExportTo.")]
    [InlineData("Type=PureUncacheable", "is of type PureUncacheable, which is marked Caching = StepCaching.Never. Mark PureUncacheable Caching = StepCaching.Always, or")]
    [InlineData("Type=PureUncacheable|CacheResults=false", "Remove that, and mark PureUncacheable Caching = StepCaching.Always, or")]
    [InlineData("Type=Dice", "which is not marked Deterministic. Mark Dice Deterministic = true, if equal inputs give equal results, else Caching = StepCaching.Always, or")]
    [InlineData("Type=Dice|OnlyIfNeeded=true", "Caching = StepCaching.Always")]
    [InlineData("Type=DiceCacheable|CacheResults=false", "Remove that, or")]
    [InlineData("Type=Pure|Value=ref:dice", "depends on 'dice', which is not deterministic. Mark the class of 'dice' Deterministic = true")]
    [InlineData("Type=Command|Run=echo|CacheResults=false", "Remove that, or let the command write the file itself and name it in Outputs, or remove ExportTo.")]
    [InlineData("Type=Command|Run=echo|CacheResults=false|Format=bytes", "name it in Outputs")]
    [InlineData("Type=Command|Run=echo|CacheResults=false|Outputs=out/", "Remove that")]
    [InlineData("Type=Command|Run=echo|Inputs=ref:dice", "depends on 'dice'")]
    public void What_is_not_stored_cannot_be_exported(string metadata, string wayOut)
    {
        _project.Declare<Dice>("dice").Declare("step", [.. metadata.Split('|'), "ExportTo=e/t.txt", "ExportMode=Replace"]);

        foreach (var options in (PlanOptions[])[PlanOptions.Default, PlanOptions.Default with { CacheOnly = true }, PlanOptions.Default with { Force = ["step"] }, PlanOptions.Default with { Select = ["dice"] }])
        {
            var mistake = Assert.Single(Assert.Throws<TangoException>(() => _project.Plan(options)).Diagnostics);

            Assert.Equal(("TANGO0427", "step", "ExportTo"), (mistake.Code, mistake.Subject.Step, mistake.Subject.Argument));
            Assert.Contains("'e/t.txt'", mistake.Message, StringComparison.Ordinal);
            Assert.Contains(wayOut, mistake.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("Type=Command|Run=echo|CacheResults=false|Outputs=out.txt")]
    [InlineData("Type=DiceCacheable|ExportTo=e/t.txt")]
    [InlineData("Type=Pure|ExportTo=e/t.txt")]
    public void Exports_of_commands_and_of_new_ids_in_each_build_are_no_error(string metadata)
    {
        _project.Declare("step", metadata.Split('|'));

        Assert.Equal(PlannedAction.Run, Assert.Single(_project.Plan().Steps).Action);
    }

    private void Declare(Type type, bool? cacheResults)
    {
        string[] settings = cacheResults is { } flag ? [$"CacheResults={flag}"] : [];
        _project.Declare("step", ["Type=" + type.FullName, .. settings]);
    }
}
