namespace Tango.Build.Tasks.Tests;

public sealed class EscapingTests
{
    [Theory]
    [InlineData("plain")]
    [InlineData("a;b")]
    [InlineData("100 %")]
    [InlineData("$(Name) @(Item) %(Meta) 'x' *?")]
    [InlineData("%3B")]
    public void What_was_escaped_unescapes_to_itself(string text) => Assert.Equal(text, Escaping.Unescape(Escaping.Escape(text)));

    [Theory]
    [InlineData("%41%42", "AB")]
    [InlineData("%3b", ";")]
    [InlineData("%4", "%4")]
    [InlineData("%", "%")]
    [InlineData("%%41", "%A")]
    [InlineData("% 1", "% 1")]
    public void An_escape_is_a_percent_sign_and_two_hexadecimal_digits(string escaped, string text) =>
        Assert.Equal(text, Escaping.Unescape(escaped));
}
