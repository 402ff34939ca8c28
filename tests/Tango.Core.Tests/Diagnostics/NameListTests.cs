using Tango.Diagnostics;

namespace Tango.Core.Tests.Diagnostics;

/// <summary>Messages name the first of many names, and how many more there are.</summary>
public sealed class NameListTests
{
    [Theory]
    [InlineData(0, "")]
    [InlineData(1, "n01")]
    [InlineData(3, "n01, n02, n03")]
    [InlineData(4, "n01, n02, n03 and 1 more")]
    [InlineData(1000, "n01, n02, n03 and 997 more")]
    public void A_list_is_as_long_as_allowed(int count, string shown) => Assert.Equal(shown, NameList.Join(Names(count), max: 3));

    [Theory]
    [InlineData(0, "")]
    [InlineData(2, "'n01' or 'n02'")]
    public void Names_may_be_quoted(int count, string shown) => Assert.Equal(shown, NameList.Quote(Names(count), " or "));

    [Fact]
    public void Quoted_lists_are_shortened_too() => Assert.EndsWith("'n20' and 980 more", NameList.Quote(Names(1000)), StringComparison.Ordinal);

    [Fact]
    public void A_path_keeps_its_ends()
    {
        Assert.Equal("n01 → n02 → n01", NameList.Path([.. Names(2), "n01"]));
        Assert.Matches("^n01 → n02 → .* → n10 → … 981 more … → n992 → .* → n1000 → n01$", NameList.Path([.. Names(1000), "n01"]));
    }

    [Fact]
    public void A_suggestion_from_a_thousand_names_is_short()
    {
        var text = NearestNames.Suggest("something else", Names(1000), "steps");

        Assert.EndsWith(" and 980 more.", text, StringComparison.Ordinal);
        Assert.InRange(text.Length, 1, 250);
    }

    private static string[] Names(int count) => [.. Enumerable.Range(1, count).Select(number => $"n{number:00}")];
}
