using Tango.Execution.Plans;
using Tango.Execution.Slurm;

namespace Tango.Core.Tests.Execution.Slurm;

/// <summary>Which steps run here although others become jobs.</summary>
public sealed class JobStepsTests
{
    private const string Command = "Tango.Command";

    [Theory]
    [InlineData(true, Command, true, "command, cached")]
    [InlineData(true, Command, false, "command, cached, user")]
    [InlineData(true, "Train", true, "cached")]
    [InlineData(true, "Train", false, "cached")]
    [InlineData(false, Command, false, "")]
    public void Commands_and_what_runs_them_as_a_part_stay_here_if_nodes_do_not_see_the_project(bool sendsFiles, string type, bool isCached, string kept)
    {
        var plan = new ExecutionPlan
        {
            ToolVersion = "1.2.3",
            Slurm = new() { SendsFiles = sendsFiles },
            Steps = [Step("command", type, isCached), Step("cached", Command, isCached: true), Step("user", "Train", isCached: true, "command"), Step("next", "Train", isCached: true, "user")],
        };

        var local = JobSteps.KeepCommands(plan).Steps.Where(JobSteps.IsLocal).Select(step => step.Name);

        Assert.Equal(kept, string.Join(", ", local));
    }

    private static ExecutionStep Step(string name, string type, bool isCached, params string[] after) => new()
    {
        Name = name,
        UniqueId = name,
        Method = new("App", "App.Steps", "Run"),
        Type = type,
        Format = "json",
        IsCacheable = isCached,
        After = [.. after],
    };
}
