using Tango.Diagnostics;

namespace Tango.Core.Tests.Diagnostics;

public sealed class SingleLineTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("plain → ünï 中", "plain → ünï 中")]
    [InlineData("first\nsecond", @"first\nsecond")]
    [InlineData("first\r\nsecond\r", @"first\r\nsecond\r")]
    [InlineData("a\tb", @"a\tb")]
    [InlineData("\u001b[31mred", @"\u001b[31mred")]
    [InlineData("a\0b\u0085c\u2028d\u2029", @"a\u0000b\u0085c\u2028d\u2029")]
    public void Text_of_users_takes_one_line(string text, string line) => Assert.Equal(line, SingleLine.From(text));
}
