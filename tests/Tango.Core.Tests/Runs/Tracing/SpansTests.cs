using System.Diagnostics;
using Tango.Runs.Tracing;

namespace Tango.Core.Tests.Runs.Tracing;

public sealed class SpansTests
{
    private const string Id = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    [Theory]
    [InlineData(Id, null, "b7ad6b7169203331")]
    [InlineData(Id, "vendor=1", "b7ad6b7169203331")]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00", null, "b7ad6b7169203331")]
    [InlineData(null, null, null)]
    [InlineData("", null, null)]
    [InlineData("nonsense", null, null)]
    [InlineData("00-00000000000000000000000000000000-b7ad6b7169203331-01", null, null)]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331", null, null)]
    public void The_environment_names_the_parent(string? parent, string? state, string? span)
    {
        var found = Spans.ParentOfEnvironment(name => name == Spans.ParentVariable ? parent : name == Spans.StateVariable ? state : null);

        Assert.Equal(span, found?.SpanId.ToString());
        Assert.Equal(span is null ? null : state, found?.TraceState);
    }

    [Theory]
    [InlineData("b7ad6b7169203331", true)]
    [InlineData("0000000000000001", true)]
    [InlineData("0000000000000000", false)]
    [InlineData("B7AD6B7169203331", false)]
    [InlineData("b7ad6b716920333", false)]
    [InlineData("b7ad6b71692033311", false)]
    [InlineData("b7ad6b716920333g", false)]
    [InlineData("", false)]
    public void An_id_has_16_digits_and_is_not_zero(string text, bool isId) => Assert.Equal(isId, Spans.IsId(text));

    [Fact]
    public void Another_process_gets_the_current_span_and_none_that_is_older()
    {
        Assert.Null(Activity.Current);
        Assert.Empty(Spans.Variables());

        using var span = new Activity("current") { ActivityTraceFlags = ActivityTraceFlags.Recorded }.SetIdFormat(ActivityIdFormat.W3C).Start();

        Assert.Equal([KeyValuePair.Create(Spans.ParentVariable, (string?)span.Id), KeyValuePair.Create(Spans.StateVariable, (string?)null)], Spans.Variables());
    }

    /// <summary>One that nobody collects, which a library has made for its own purposes, would hide the parent that the environment names.</summary>
    [Theory]
    [InlineData("System.Net.Http", ActivityTraceFlags.None, false)]
    [InlineData("System.Net.Http", ActivityTraceFlags.Recorded, true)]
    [InlineData("", ActivityTraceFlags.None, false)]
    [InlineData("tango.build", ActivityTraceFlags.None, false)]
    [InlineData(Spans.SourceName, ActivityTraceFlags.None, true)]
    [InlineData(Spans.SourceName, ActivityTraceFlags.Recorded, true)]
    public void The_current_span_of_somebody_else_is_passed_on_only_if_it_is_collected(string source, ActivityTraceFlags flags, bool isPassedOn)
    {
        using var made = new ActivitySource(source);
        using var listener = new ActivityListener
        {
            ShouldListenTo = other => ReferenceEquals(other, made),
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => flags == ActivityTraceFlags.None ? ActivitySamplingResult.PropagationData : ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(listener);
        using var span = made.StartActivity("current")!;

        Assert.Equal(flags, span.ActivityTraceFlags);
        Assert.Equal(isPassedOn ? span.Id : null, Spans.Variables().FirstOrDefault().Value);
    }
}
