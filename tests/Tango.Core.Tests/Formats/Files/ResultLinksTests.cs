using Tango.Formats.Files;

namespace Tango.Core.Tests.Formats.Files;

public sealed class ResultLinksTests
{
    [Theory]
    [InlineData("a", "l -> a")]
    [InlineData("d/ d/a", "d/l -> a", "m -> d", "n -> m/a", "o -> d/l", "d/p -> ../n")]
    [InlineData("d/ e/", "d/l -> ../e", "k -> ./d//l/")]
    [InlineData("d/ d/e/ d/e/f/ a", "d/e/l -> ../../a", "d/e/f/l -> ../../../d/e/../../a")]
    [InlineData("d/ e/ f/", "d/l -> ../e", "d/m -> ../e", "e/l -> ../f", "f/l -> ../g", "g -> f/h", "f/h -> i", "f/i -> ../a", "a")]
    public void A_link_to_something_else_in_the_result_is_sound(string names, params string[] links) => Assert.Null(Fault(names, links));

    [Theory]
    [InlineData("a", "l -> b", LinkFault.Dangling)]
    [InlineData("a", "l -> a/b", LinkFault.Dangling)]
    [InlineData("a", "l -> a/..", LinkFault.Dangling)]
    [InlineData("a", "l -> ../a", LinkFault.Outside)]
    [InlineData("d/ a", "d/l -> ../../a", LinkFault.Outside)]
    [InlineData("d/e/a", "l -> d/e", LinkFault.Outside)]
    [InlineData("a", "l -> /etc/passwd", LinkFault.Outside)]
    [InlineData("a", "l -> l", LinkFault.Cycle)]
    [InlineData("a", "l -> .", LinkFault.Cycle)]
    [InlineData("d/ d/e/ a", "d/e/l -> ../../d", LinkFault.Cycle)]
    [InlineData("a", "l -> m/a;m -> l", LinkFault.Cycle)]
    [InlineData("d/ e/", "d/l -> ../e;e/l -> ../d", LinkFault.Cycle)]
    [InlineData("d/ e/ e/f/", "d/l -> ../e/f;e/f/l -> ../../e", LinkFault.Cycle)]
    [InlineData("d/ d/e/ f/ a", "f/l -> ../d/e;d/e/m -> ../../f/..", LinkFault.Cycle)]
    [InlineData("d/ d/top/ d/in/ a", "d/up -> top;l -> d/up/../../../a", LinkFault.Outside)]
    public void Any_other_link_is_found_with_what_is_wrong_with_it(string names, string links, object fault) =>
        Assert.Equal(fault, Fault(names, links.Split(';')));

    [Fact]
    public void Many_links_in_one_path_come_to_an_end()
    {
        string[] links = [.. Enumerable.Range(0, 60).Select(number => $"d/{number} -> {number + 1}/../{number + 1}/../{number + 1}")];

        Assert.Equal(LinkFault.Cycle, Fault("d/ d/60/", links));
    }

    private static LinkFault? Fault(string names, params string[] links) => new ResultLinks(
        names.Split(' ').Select(name => (name, (string?)null)).Concat(links.Select(Link))).FindFault()?.Fault;

    private static (string, string?) Link(string text) => text.Split(" -> ") is [var name, var target] ? (name, target) : (text, null);
}
