using Tango.Diagnostics;

namespace Tango.Core.Tests.Diagnostics;

public sealed class PrintableTextTests
{
    [Theory]
    [InlineData("", "", "")]
    [InlineData("accuracy 97.3 % → gut, 好, 😀 é", "accuracy 97.3 % → gut, 好, 😀 é", "accuracy 97.3 % → gut, 好, 😀 é")]
    [InlineData("\e[2J\e]0;title\a", "␛[2J␛]0;title␇", "␛[2J␛]0;title␇")]
    [InlineData("a\nb", "a␊b", "a\nb")]
    [InlineData("a\r\nb\r", "a␊b␊", "a\nb␊")]
    [InlineData("10 %\r20 %", "10 %␊20 %", "10 %␊20 %")]
    [InlineData("a\tb\0c\u007F", "a b␀c␡", "a b␀c␡")]
    [InlineData("\u009B31m\u0085x\u2028y\u2029", "\\u009B31m␊x␊y␊", "\\u009B31m␊x␊y␊")]
    [InlineData("\u202Egnp.exe\u2066\u200F\u061C", "\\u202Egnp.exe\\u2066\\u200F\\u061C", "\\u202Egnp.exe\\u2066\\u200F\\u061C")]
    public void Control_characters_become_visible(string text, string line, string lines)
    {
        Assert.Equal(line, PrintableText.Line(text));
        Assert.Equal(lines, PrintableText.Lines(text));
    }

    [Fact]
    public void None_is_left_anywhere()
    {
        for (var character = '\0'; character < char.MaxValue; character++)
        {
            foreach (var text in (string[])[$"{character}", $"a{character}b", $"{character}{character}"])
            {
                Assert.DoesNotContain(PrintableText.Line(text), IsObeyed);
                Assert.DoesNotContain(PrintableText.Lines(text), made => made != '\n' && IsObeyed(made));
            }
        }
    }

    private static bool IsObeyed(char character) =>
        char.IsControl(character) || "\u061C\u200E\u200F\u2028\u2029\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069".Contains(character, StringComparison.Ordinal);
}
