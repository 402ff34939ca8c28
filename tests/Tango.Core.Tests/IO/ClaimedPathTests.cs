using Tango.IO;
using Tango.Steps.Commands;

namespace Tango.Core.Tests.IO;

public sealed class ClaimedPathTests
{
    private static readonly string Folder = Path.GetFullPath("/project");

    [Theory]
    [InlineData("a", "a", true)]
    [InlineData("a", "b", false)]
    [InlineData("a", "ab", false)]
    [InlineData("a", "a/", true)]
    [InlineData("a", "a/b", true)]
    [InlineData("a/", "a/b", true)]
    [InlineData("a/", "a/b/", true)]
    [InlineData("a/", "ab/", false)]
    [InlineData("a/", "b/a", false)]
    [InlineData("a/*.csv", "a/x.csv", true)]
    [InlineData("a/*.csv", "a/x.txt", false)]
    [InlineData("a/*.csv", "a/", true)]
    [InlineData("a/*.csv", "b/", false)]
    [InlineData("a/*.csv", "a/b/", false)]
    [InlineData("a/**/*.csv", "a/b/", true)]
    [InlineData("a/**", "a/b/c", true)]
    [InlineData("*.csv", "a/", false)]
    [InlineData("*.csv", "x.csv", true)]
    [InlineData("**/x", "a/b/x", true)]
    [InlineData("a/*.csv", "a/*.txt", true)]
    [InlineData("a/*.csv", "b/*.csv", false)]
    [InlineData("*.csv", "a/*.csv", false)]
    public void Two_outputs_are_one_place_where_a_file_may_belong_to_both(string one, string other, bool isOne)
    {
        var (first, second) = (Place(one), Place(other));

        Assert.Equal(isOne, first.Overlaps(second));
        Assert.Equal(isOne, second.Overlaps(first));
        Assert.True(first.Overlaps(first));
    }

    private static ClaimedPath Place(string output) => CommandOutput.Parse(output, Folder).Output!.ResolveIn(Folder);
}
