using System.Text;
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
}
