using Tango.Cli.Commands;

namespace Tango.Cli.Tests;

public sealed class RunCommandTests
{
    [Theory]
    [InlineData("b1", "b1")]
    [InlineData(" b1\n", "b1")]
    [InlineData("a b", "a b")]
    [InlineData("", null)]
    [InlineData(" \t", null)]
    [InlineData(null, null)]
    public void An_id_of_a_build_that_is_given_is_taken_without_blanks_around_it(string? given, string? expected)
    {
        if (expected is null)
            Assert.Equal(32, RunCommand.BuildId(given).Length);
        else
            Assert.Equal(expected, RunCommand.BuildId(given));
    }
}
