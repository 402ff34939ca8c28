using Tango.Diagnostics;

namespace Tango.Core.Tests.Diagnostics;

/// <summary>Build servers obey no text of a step that a build prints.</summary>
public sealed class ServerCommandsTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("std::vector and a::b", "std::vector and a::b")]
    [InlineData("## heading, C# [a]", "## heading, C# [a]")]
    [InlineData("::set-env name=PATH::/tmp", ": :set-env name=PATH::/tmp")]
    [InlineData("  \t::add-mask::x", "   : :add-mask::x")]
    [InlineData("##vso[task.setvariable variable=a]b", "## vso[task.setvariable variable=a]b")]
    [InlineData("text ##vso[a.b]c ##[add-matcher]d", "text ## vso[a.b]c ## [add-matcher]d")]
    [InlineData("###[command]", "### [command]")]
    [InlineData("##teamcity[buildStop]", "## teamcity[buildStop]")]
    [InlineData("#\a#vso[a.b]c", "#␇#vso[a.b]c")]
    public void A_command_is_text(string text, string printed)
    {
        Assert.Equal(printed, PrintableText.Line(text));
        Assert.Equal(printed, PrintableText.Lines(text));
    }

    [Fact]
    public void In_each_line() => Assert.Equal("It printed:\n: :error::a\n  : :stop-commands::b", PrintableText.Lines("It printed:\n::error::a\n  ::stop-commands::b"));
}
