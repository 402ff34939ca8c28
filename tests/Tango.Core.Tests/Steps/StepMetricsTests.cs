namespace Tango.Core.Tests.Steps;

public sealed class StepMetricsTests
{
    private readonly StepMetrics _metrics = new();

    [Theory]
    [InlineData("accuracy")]
    [InlineData("loss/test")]
    [InlineData("F1 (ä)")]
    public void A_metric_has_the_last_value(string name)
    {
        _metrics[name] = 1;
        _metrics[name] = 0.5;

        Assert.Equal(0.5, _metrics[name]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("a\nb")]
    [InlineData("a\u001bb")]
    public void A_name_that_cannot_be_shown_is_refused(string name) => Assert.Throws<ArgumentException>(() => _metrics[name] = 1);

    [Fact]
    public void A_name_has_a_limit()
    {
        _metrics[new string('a', 100)] = 1;

        Assert.Throws<ArgumentException>(() => _metrics[new string('a', 101)] = 1);
    }

    [Fact]
    public void Their_number_has_a_limit()
    {
        for (var i = 0; i < 1000; i++)
            _metrics[$"m{i}"] = i;

        Assert.Throws<ArgumentException>(() => _metrics["one more"] = 1);
        _metrics["m7"] = 8;
        Assert.Equal(8, _metrics["m7"]);
    }

    [Fact]
    public void One_that_was_not_set_cannot_be_read() => Assert.Contains("'a'", Assert.Throws<KeyNotFoundException>(() => _metrics["a"]).Message, StringComparison.Ordinal);

    [Fact]
    public void Threads_may_set_them_at_once()
    {
        Parallel.For(0, 500, i => _metrics[$"m{i:000}"] = i);

        Assert.Equal(Enumerable.Range(0, 500).Select(i => (double)i), _metrics.Values.Values);
    }
}
