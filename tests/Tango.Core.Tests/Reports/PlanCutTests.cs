using Tango.Core.Tests.Execution;
using Tango.Core.Tests.Execution.Steps;
using Tango.Reports;

namespace Tango.Core.Tests.Reports;

/// <summary>A drawing shows selected steps, and all that they depend on, whatever their state.</summary>
public sealed class PlanCutTests : IDisposable
{
    private readonly Project _project = new();

    public void Dispose() => _project.Dispose();

    [Theory]
    [InlineData("", "a,b,sum,other,last,idle")]
    [InlineData("sum", "a,b,sum")]
    [InlineData("last", "a,b,sum,last")]
    [InlineData("s*;idle", "a,b,sum,idle")]
    [InlineData("other", "a,other")]
    public async Task Selected_steps_are_drawn_with_what_they_need(string select, string drawn)
    {
        _project.Declare<Constant>("a", "Value=1").Declare<Constant>("b", "Value=2").Declare<Plus>("sum", "Left=ref:a", "Right=ref:b")
            .Declare<Plus>("other", "Left=ref:a").Declare<Constant>("last", "Value=3", "DependsOn=sum").Declare<Constant>("idle", "Value=4");
        await _project.RunAsync();

        var cut = PlanCut.To(_project.Plan(), [.. select.Split(';', StringSplitOptions.RemoveEmptyEntries)]);

        Assert.Equal(drawn.Split(',').Order(), cut.Steps.Select(step => step.Node.Name).Order());
        Assert.Equal(cut.Steps.Length, PlanDiagram.From(cut).Boxes.Length);
    }
}
