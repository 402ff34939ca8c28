using Tango.Cli.Output;

namespace Tango.Cli.Tests.Output;

public sealed class CutTextTests
{
    [Theory]
    [InlineData("model", 5, "model")]
    [InlineData("model", 4, "mod…")]
    [InlineData("model", 1, "…")]
    [InlineData("", 1, "")]
    [InlineData("模型模型", 8, "模型模型")]
    [InlineData("模型模型", 7, "模型模…")]
    [InlineData("模型模型", 6, "模型…")]
    [InlineData("a😀b", 4, "a😀b")]
    [InlineData("a😀b", 3, "a…")]
    [InlineData("a\u0308bc", 2, "a\u0308…")]
    public void A_text_is_cut_by_columns_between_characters(string text, int width, string expected) => Assert.Equal(expected, CutText.At(text, width));

    [Theory]
    [InlineData("12", "14", "12", "14")]
    [InlineData("12", "12", "12", "12")]
    [InlineData("{100}a", "{100}b", "…{15}a", "…{15}b")]
    [InlineData("{100}a{100}", "{100}b{100}", "…{15}a{42}…", "…{15}b{42}…")]
    [InlineData("{70}", "{80}", "…{15}", "…{25}")]
    [InlineData("{10}a{80}", "{10}b{80}", "{10}a{48}…", "{10}b{48}…")]
    [InlineData("{100}", "{100}", "{59}…", "{59}…")]
    public void Two_long_texts_are_shown_where_they_differ(string old, string now, string shownOld, string shownNow) =>
        Assert.Equal((Long(shownOld), Long(shownNow)), CutText.Around(Long(old), Long(now)));

    [Fact]
    public void No_character_is_cut_in_two()
    {
        var same = string.Concat(Enumerable.Repeat("😀", 50));

        var (old, now) = CutText.Around(same + "aa", same + "ab");

        Assert.Equal(("…😀😀😀😀😀😀😀aa", "…😀😀😀😀😀😀😀ab"), (old, now));
    }

    private static string Long(string text) => System.Text.RegularExpressions.Regex.Replace(text, @"\{(\d+)\}", match => new string('x', int.Parse(match.Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture)));
}
