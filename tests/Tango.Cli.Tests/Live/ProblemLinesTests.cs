using System.Globalization;
using Tango.Cli.Live;

namespace Tango.Cli.Tests.Live;

public sealed class ProblemLinesTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("1-3", "1-3")]
    [InlineData("1-20", "1-20")]
    [InlineData("1-25", "6-25")]
    [InlineData("1-20 blank blank blank", "1-20")]
    [InlineData("blank 1-10 blank 11-25 blank", "6-25")]
    [InlineData("error 1-3", "")]
    public void A_build_that_fails_without_an_error_is_explained_by_its_last_lines(string lines, string expected)
    {
        var problems = new ProblemLines();
        foreach (var line in Lines(lines))
            problems.Take(line);

        using var writer = new StringWriter { NewLine = "\n" };

        Assert.Equal(ExitCode.Failure, problems.End(1, writer));
        Assert.Equal(Lines(expected), writer.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private static IEnumerable<string> Lines(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries).SelectMany(part => part switch
    {
        "blank" => [" "],
        "error" => ["a.cs(1,2): error CS1: no"],
        _ when part.Split('-') is [var first, var last] => Enumerable.Range(Number(first), Number(last) - Number(first) + 1).Select(number => $"line {number}"),
        _ => throw new ArgumentException(part, nameof(text)),
    });

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
