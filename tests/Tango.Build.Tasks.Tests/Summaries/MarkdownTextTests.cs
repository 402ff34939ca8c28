using Tango.Build.Tasks.Summaries;

namespace Tango.Build.Tasks.Tests.Summaries;

public sealed class MarkdownTextTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("accuracy 97.3 %, gut → 好", "accuracy 97.3 %, gut → 好")]
    [InlineData("a|b*c*_d_`e`", @"a\|b\*c\*\_d\_\`e\`")]
    [InlineData("<img src=x> [a](b) ![c]", @"\<img src=x\> \[a\]\(b\) \!\[c\]")]
    [InlineData("# a\r\n- b\n| c", @"\# a - b \| c")]
    [InlineData("@team https://x $a$ ~~b~~", @"\@team https\://x \$a\$ \~\~b\~\~")]
    [InlineData("see www.example.org, WWW.EXAMPLE.ORG", @"see www\.example.org, WWW\.EXAMPLE.ORG")]
    [InlineData("ww.x w.x www .x", "ww.x w.x www .x")]
    public void Text_is_text(string text, string markdown) => Assert.Equal(markdown, MarkdownText.Escape(text));

    [Fact]
    public void Long_text_is_cut() => Assert.Equal("aaa…", MarkdownText.Escape("aaaaa", 3));
}
