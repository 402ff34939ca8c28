using Tango.Identity;

namespace Tango.Cli.Tests;

public sealed class IdentityChangeTests
{
    [Theory]
    [InlineData("argument:epochs", "12", "14", "epochs 12 14 True")]
    [InlineData("argument:epochs", "12", "12", "epochs 12 12 False")]
    [InlineData("argument:epochs", null, "12", "epochs - 12 True")]
    [InlineData("argument:epochs", "12", null, "epochs 12 - True")]
    [InlineData("file:data.csv", "aaaa11112222", "bbbb11112222", "file:data.csv aaaa1111 bbbb1111 True")]
    public void A_part_is_shown_as_it_was_and_as_it_is(string name, string? before, string? now, string expected)
    {
        var change = IdentityChange.Find([Entry("code", "c"), .. Entries(name, before)], [Entry("code", "c"), .. Entries(name, now)]).Single(change => change.Name != "code");

        Assert.Equal(expected, $"{change.Name} {change.Old ?? "-"} {change.New ?? "-"} {change.Differs}");
    }

    [Fact]
    public void Without_the_old_parts_there_is_nothing_to_compare() => Assert.Empty(IdentityChange.Find([], [Entry("code", "c")]));

    private static IEnumerable<IdentityEntry> Entries(string name, string? value) => value is null ? [] : [Entry(name, value)];

    private static IdentityEntry Entry(string name, string value) =>
        new() { Name = name, Hash = value, Text = name.StartsWith("file:", StringComparison.Ordinal) ? "path" : value };
}
