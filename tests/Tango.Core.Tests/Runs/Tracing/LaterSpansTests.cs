using Tango.Runs.Tracing;

namespace Tango.Core.Tests.Runs.Tracing;

public sealed class LaterSpansTests
{
    private const string Parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private const string Other = "00-0af7651916cd43dd8448eb211c80319c-00f067aa0ba902b7-01";

    [Theory]
    [InlineData(Parent, Parent, true)]
    [InlineData(Parent, Other, false)]
    [InlineData(Parent, null, false)]
    [InlineData(null, Parent, false)]
    [InlineData("", "", false)]
    [InlineData(null, null, false)]
    public void Spans_are_made_if_they_are_announced_below_the_same_parent(string? announced, string? parent, bool isMade)
    {
        using var listening = LaterSpans.Listen(name => name == LaterSpans.Variable ? announced : name == Spans.ParentVariable ? parent : null);

        Assert.Equal(isMade, listening is not null);
    }
}
