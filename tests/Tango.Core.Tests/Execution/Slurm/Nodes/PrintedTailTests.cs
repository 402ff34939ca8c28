using System.Text;
using Tango.Core.Tests.Execution.Steps;
using Tango.Core.Tests.Execution.Worker;
using Tango.Execution.Plans;
using Tango.Execution.Running;
using Tango.Execution.Slurm.Nodes;

namespace Tango.Core.Tests.Execution.Slurm.Nodes;

public sealed class PrintedTailTests
{
    [Theory]
    [InlineData(new string[0], "")]
    [InlineData(new[] { "one\n", "two" }, "one\ntwo")]
    [InlineData(new[] { "0123456789", "0123456789" }, "01234567890123456789")]
    [InlineData(new[] { "12345\n", "12345\n", "12345\n", "12345\n" }, "12345\n")]
    [InlineData(new[] { "0123456789\n12345678\n" }, "12345678\n")]
    [InlineData(new[] { "0123456789ab" }, "23456789ab")]
    public void The_last_lines_are_kept_and_a_first_one_that_is_cut_is_left_out(string[] printed, string kept)
    {
        var tail = new PrintedTail(10);
        foreach (var text in printed)
            tail.Add(Encoding.UTF8.GetBytes(text));

        Assert.Equal(kept, Encoding.UTF8.GetString(tail.Mask(SecretMask.None)));
    }

    [Theory]
    [InlineData("key: hunter2;%41\nnext", "key: ***\nnext")]
    [InlineData("hunter2;%41hunter2;%41", "******")]
    [InlineData("an … and hunter2;%41\n", "an … and ***\n")]
    [InlineData("1\nhunter2;%41\n", "1\n***\n")]
    [InlineData("hunter2", "hunter2")]
    public void Secrets_of_steps_are_masked(string printed, string masked)
    {
        using var secret = new EnvironmentSecret("hunter2;%41");
        var plan = SecretPlan(secret.Name);
        var tail = new PrintedTail(1000);
        tail.Add(Encoding.UTF8.GetBytes(printed));

        Assert.Equal(masked, Encoding.UTF8.GetString(tail.Mask(SecretMask.For(plan))));
    }

    [Theory]
    [InlineData("1 hunter2;%41", "")]
    [InlineData("0123456789 hunter2;%41", "")]
    [InlineData("0123456789 hunter2;%41\r1 %", "1 %")]
    [InlineData("0123456789 hunter2;%41\rnext\nlast", "last")]
    public void Of_a_secret_that_is_cut_no_part_is_left(string printed, string kept)
    {
        using var secret = new EnvironmentSecret("hunter2;%41");
        var tail = new PrintedTail(10);
        tail.Add(Encoding.UTF8.GetBytes(printed));

        Assert.Equal(kept, Encoding.UTF8.GetString(tail.Mask(SecretMask.For(SecretPlan(secret.Name)))));
    }

    private static ExecutionPlan SecretPlan(string variable)
    {
        using var project = new Project();
        project.Declare<SaysSecret>("say", "ApiKey=env:" + variable);
        return TestWorker.PlanOf(project);
    }
}
