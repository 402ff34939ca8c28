using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Tango.Runs.Tracing;

/// <summary>The span of a step: the current one while its code runs, so that spans of the code are below it. Ends when it is disposed of.</summary>
internal sealed class StepSpan : IDisposable
{
    private readonly Activity _span;
    private readonly StepRecord _begun;
    private readonly Func<string, string> _mask;
    private StepRecord? _ended;
    private string? _exceptionType;

    private StepSpan(Activity span, StepRecord begun, Func<string, string> mask)
    {
        _span = span;
        _begun = begun;
        _mask = mask;
    }

    /// <summary>Its id, 16 hexadecimal digits.</summary>
    public string Id => _span.SpanId.ToHexString();

    /// <summary>Starts it.</summary>
    /// <param name="begun">What is known of the step. One that has no outcome when the span ends was cancelled.</param>
    /// <param name="mask">Replaces secrets in texts.</param>
    /// <param name="name">The name of the step.</param>
    /// <returns>Null if nobody listens.</returns>
    public static StepSpan? Start(string name, Func<StepRecord> begun, Func<string, string> mask) => SpanLibrary.IsLoaded ? StartHeard(name, begun, mask) : null;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static StepSpan? StartHeard(string name, Func<StepRecord> begun, Func<string, string> mask) =>
        Spans.Start(name, ActivityKind.Internal) is { } span ? new StepSpan(span, begun(), mask) : null;

    /// <summary>Takes the outcome.</summary>
    public void End(RunEvent.StepCompleted end) => _ended = _begun with
    {
        State = end.State,
        Summary = end.Summary is null ? null : _mask(end.Summary),
        ResultSize = end.ResultSize,
        CpuTime = end.CpuTime,
        PeakMemory = end.PeakMemory,
    };

    /// <summary>Takes the outcome.</summary>
    /// <param name="exception">What the step threw.</param>
    public void End(RunEvent.StepFailed end, Exception exception)
    {
        _ended = _begun with { State = StepState.Failed, Code = end.Code, Error = _mask(end.Message), CpuTime = end.CpuTime, PeakMemory = end.PeakMemory };
        _exceptionType = exception.GetType().FullName;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        SpanTags.EndStep(_span, _ended ?? _begun, _exceptionType, DateTimeOffset.UtcNow);
        _span.Dispose();
    }
}
