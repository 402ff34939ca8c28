namespace UnicodeTables.Tests;

public sealed class TerminalTextTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("Tango", 5)]
    [InlineData("日本語", 6)]
    [InlineData("한글", 4)]
    [InlineData("\u1112\u1161\u11AB", 2)]
    [InlineData("ＡＢ", 4)]
    [InlineData("e\u0301", 1)]
    [InlineData("co\u00ADop", 5)]
    [InlineData("a\u200Bb", 2)]
    [InlineData("😀", 2)]
    [InlineData("a\tb", 2)]
    public void Counts_the_columns_of(string text, int columns) => Assert.Equal(columns, TerminalText.ColumnsOf(text));

    [Theory]
    [InlineData("日本", "日本  ")]
    [InlineData("Japan", "Japan ")]
    [InlineData("Nippon!", "Nippon!")]
    public void Pads_what_is_shorter(string text, string padded) => Assert.Equal(padded, TerminalText.PadRight(text, 6));
}
