using Tango.Core.Tests.Execution;
using Tango.Core.Tests.Execution.Steps;
using Tango.Planning;
using Tango.Reports;

namespace Tango.Core.Tests.Reports;

/// <summary>A long plan is short: families of steps that run for the same kind of reason have one row.</summary>
public sealed class PlanRowsTests : IDisposable
{
    private readonly Project _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public void Steps_of_one_name_and_one_reason_are_one_row()
    {
        Declare("load-", 50);

        Assert.Equal([new PlanRow("load-*", 50, "run", "first run")], Shortened(out var left));
        Assert.Equal(0, left);
    }

    [Fact]
    public async Task Cached_steps_have_no_row()
    {
        Declare("load-", 50);
        await _project.RunAsync();
        _project.Declare<Constant>("new", "Value=1000");

        Assert.Equal([new PlanRow("new", 1, "run", "first run")], Shortened(out _));
    }

    [Fact]
    public async Task Reasons_of_different_kinds_stay_apart()
    {
        Declare("load-", 4, "feature-", "Left=ref:load-");
        await _project.RunAsync();
        _project.DeclareAnew();
        Declare("load-", 4, "feature-", "Left=ref:load-", first: 100);
        Declare("new-", 3, first: 500);

        Assert.Equal(
            [new PlanRow("load-*", 4, "run", "value changed"), new PlanRow("feature-*", 4, "run", "load-* changed"), new PlanRow("new-*", 3, "run", "first run")],
            Shortened(out _).OrderBy(row => Array.IndexOf((string[])["load-*", "feature-*", "new-*"], row.Name)));
    }

    [Fact]
    public void Two_are_no_family()
    {
        Declare("load-", 2);
        _project.Declare<Constant>("other-1", "Value=100");

        Assert.Equal(["load-1", "load-2", "other-1"], Shortened(out _).Select(row => row.Name));
    }

    [Fact]
    public void Too_many_families_are_joined_and_then_cut()
    {
        for (var group = 1; group <= 60; group++)
            Declare($"feature-{group}-", 3, first: group * 10);

        Assert.Equal([new PlanRow("feature-*-*", 180, "run", "first run")], Shortened(out _));

        for (var number = 0; number < 60; number++)
            _project.Declare<Constant>($"{(char)('a' + number / 26)}{(char)('a' + number % 26)}", $"Value={10_000 + number}");

        var rows = Shortened(out var left);
        Assert.Equal(PlanRows.MaxRows, rows.Count);
        Assert.Equal(240, rows.Sum(row => row.Count) + left);
    }

    [Fact]
    public void Blocked_steps_have_rows()
    {
        Declare("load-", 5);

        Assert.Equal([new PlanRow("load-*", 5, "blocked", "first run")], PlanRows.Shortened(_project.Plan(new PlanOptions { CacheOnly = true })).Rows);
    }

    private IReadOnlyList<PlanRow> Shortened(out int left)
    {
        var (rows, more) = PlanRows.Shortened(_project.Plan());
        left = more;
        return rows;
    }

    private void Declare(string name, int count, string? consumer = null, string? input = null, int first = 0)
    {
        for (var number = 1; number <= count; number++)
        {
            _project.Declare<Constant>($"{name}{number}", $"Value={first + number}");
            if (consumer is not null)
                _project.Declare<Plus>($"{consumer}{number}", $"{input}{number}");
        }
    }
}
