using System.Globalization;

namespace UnicodeTables.Tests;

public sealed class Unicode15Tests
{
    [Theory]
    [InlineData('A', GeneralCategory.UppercaseLetter)]
    [InlineData('ß', GeneralCategory.LowercaseLetter)]
    [InlineData('\u0301', GeneralCategory.NonSpacingMark)]
    [InlineData('€', GeneralCategory.CurrencySymbol)]
    [InlineData(0x4E2D, GeneralCategory.OtherLetter)]
    [InlineData(0x1F600, GeneralCategory.OtherSymbol)]
    [InlineData(0x10FFFD, GeneralCategory.PrivateUse)]
    [InlineData(0x0378, GeneralCategory.Unassigned)]
    [InlineData(0x10FFFF, GeneralCategory.Unassigned)]
    public void Knows_the_category_of(int codePoint, GeneralCategory category) => Assert.Equal(category, Unicode15.CategoryOf(codePoint));

    // .NET has a newer Unicode: more characters, and a handful that were put into another category since.
    [Fact]
    public void Agrees_with_dotnet_about_nearly_every_assigned_character()
    {
        var assigned = Enumerable.Range(0, 0x110000).Where(point => Unicode15.CategoryOf(point) != GeneralCategory.Unassigned).ToList();
        var different = assigned.Count(point => NameOf(Unicode15.CategoryOf(point)) != NameOf(CharUnicodeInfo.GetUnicodeCategory(point)));

        Assert.Equal(288_767, assigned.Count);
        Assert.InRange(different, 0, 10);
    }

    private static string NameOf(GeneralCategory category) => category switch
    {
        GeneralCategory.SpacingMark => nameof(UnicodeCategory.SpacingCombiningMark),
        GeneralCategory.DecimalNumber => nameof(UnicodeCategory.DecimalDigitNumber),
        GeneralCategory.InitialPunctuation => nameof(UnicodeCategory.InitialQuotePunctuation),
        GeneralCategory.FinalPunctuation => nameof(UnicodeCategory.FinalQuotePunctuation),
        _ => category.ToString(),
    };

    private static string NameOf(UnicodeCategory category) => category == UnicodeCategory.OtherNotAssigned
        ? nameof(GeneralCategory.Unassigned)
        : category.ToString();
}
