using Tango.Steps.Commands;

namespace Tango.Core.Tests.Steps.Commands;

public sealed class CommandOutputTests
{
    private static readonly string Root = OperatingSystem.IsWindows() ? @"C:\project" : "/project";

    [Theory]
    [InlineData("out/a.csv", "out/a.csv", "File")]
    [InlineData(@" .\out\a.csv ", "out/a.csv", "File")]
    [InlineData("out/", "out/", "Directory")]
    [InlineData("out//deep/./", "out/deep/", "Directory")]
    [InlineData("out/**/*.csv", "out/**/*.csv", "Pattern")]
    public void Are_paths_below_the_project(string text, string expected, string kind)
    {
        var (output, problem) = CommandOutput.Parse(text, Root);

        Assert.Null(problem);
        Assert.Equal((expected, kind), (output!.ToString(), output.Kind.ToString()));
    }

    [Fact]
    public void May_be_full_paths_there() => Assert.Equal("out/a", CommandOutput.Parse(Path.Combine(Root, "out", "a"), Root).Output!.Path);

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("./")]
    [InlineData("../a")]
    [InlineData("out/../../a")]
    [InlineData("/elsewhere/a")]
    public void Are_nothing_else(string text) => Assert.NotNull(CommandOutput.Parse(text, Root).Problem);

    [Theory]
    [InlineData("a.txt", "A.TXT", true)]
    [InlineData("a.txt", "b.txt", false)]
    [InlineData("out/", "out/deep/a.txt", true)]
    [InlineData("out/", "out/deep/", true)]
    [InlineData("out/", "output/", false)]
    [InlineData("out/", "out/*.csv", true)]
    [InlineData("out/*.csv", "out/a.csv", true)]
    [InlineData("out/*.csv", "out/a.json", false)]
    [InlineData("out/**", "out/deep/a.json", true)]
    public void Overlap_where_they_may_be_the_same_file(string one, string other, bool expected)
    {
        var (a, b) = (CommandOutput.Parse(one, Root).Output!, CommandOutput.Parse(other, Root).Output!);

        Assert.Equal((expected, expected), (a.Overlaps(b), b.Overlaps(a)));
    }
}
