using System.Text;
using Tango.Caching.Entries;
using Tango.Identity;

namespace Tango.Core.Tests.Identity;

public sealed class UniqueIdTests
{
    private static readonly byte[] Hash = [.. Enumerable.Range(0, 32).Select(number => (byte)number)];

    public static TheoryData<string, string?> Names { get; } = new()
    {
        { "Train", "1" },
        { new string('a', 1000), "1" },
        { new string('界', 1000), "2026" },
        { string.Concat(Enumerable.Repeat("😀", 1000)), null },
        { "a" + string.Concat(Enumerable.Repeat("😀", 1000)), null },
        { "Train", new string('1', 1000) },
        { new string('界', 1000), new string('1', 1000) },
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void A_class_of_any_name_gives_the_name_of_a_directory(string className, string? version)
    {
        var id = UniqueId.Create(className, version, Hash);

        EntryLayout.CheckUniqueId(id);
        Assert.Equal(id, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(id)));
        Assert.EndsWith("-aaaqeayeaudaocajbifqydiob4ibceqt", id, StringComparison.Ordinal);
    }

    [Fact]
    public void Short_names_and_versions_stand_as_they_are() =>
        Assert.Equal("Train-2026a-aaaqeayeaudaocajbifqydiob4ibceqt", UniqueId.Create("Train", "2026a", Hash));

    [Fact]
    public void Names_that_are_cut_still_differ_by_their_hash()
    {
        byte[] other = [1, .. Hash[1..]];

        Assert.NotEqual(UniqueId.Create(new string('a', 100), "1", Hash), UniqueId.Create(new string('a', 100), "1", other));
    }
}
