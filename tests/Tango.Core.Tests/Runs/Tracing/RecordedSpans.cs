using System.Diagnostics;
using Tango.Runs.Tracing;

namespace Tango.Core.Tests.Runs.Tracing;

/// <summary>Listens to spans, as a program with OpenTelemetry does. Tests run at the same time: only those of one trace are kept, below a span of the test.</summary>
internal sealed class RecordedSpans : IDisposable
{
    private const string TestName = "tests of tango";

    private static readonly ActivitySource Tests = new(TestName);

    private readonly List<Activity> _spans = [];
    private readonly ActivityListener _listener;

    public RecordedSpans()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is Spans.SourceName or TestName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = Add,
        };
        ActivitySource.AddActivityListener(_listener);
        Root = Tests.StartActivity("test")!;
    }

    /// <summary>The span of the test.</summary>
    public Activity Root { get; }

    /// <summary>The spans that have ended.</summary>
    public IReadOnlyList<Activity> Ended
    {
        get
        {
            lock (_spans)
                return [.. _spans.Where(span => span.TraceId == Root.TraceId && span != Root)];
        }
    }

    public Activity this[string name] => Assert.Single(Ended, span => span.DisplayName == name);

    public void Dispose()
    {
        Root.Dispose();
        _listener.Dispose();
    }

    private void Add(Activity span)
    {
        lock (_spans)
            _spans.Add(span);
    }
}
