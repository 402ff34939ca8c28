using System.Diagnostics.Tracing;

namespace Tango.Cli.Otlp;

/// <summary>The errors of the exporter, which tells them only as events of its own.</summary>
internal sealed class OtlpProblems : EventListener
{
    private const string Prefix = "OpenTelemetry-";

    private string? _first;

    /// <summary>The first error; null if there was none.</summary>
    public string? First => _first;

    /// <inheritdoc/>
    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name.StartsWith(Prefix, StringComparison.Ordinal))
            EnableEvents(eventSource, EventLevel.Error);
    }

    /// <inheritdoc/>
    protected override void OnEventWritten(EventWrittenEventArgs eventData) => Interlocked.CompareExchange(ref _first, Format(eventData), null);

    // What follows the first line is the stack of an exception.
    private static string Format(EventWrittenEventArgs problem)
    {
        object?[] values = [.. problem.Payload ?? (IEnumerable<object?>)[]];
        var text = problem.Message is { } format ? string.Format(System.Globalization.CultureInfo.InvariantCulture, format, values) : string.Join(' ', values);
        return text.Split('\n')[0].TrimEnd();
    }
}
