using System.Globalization;
using Tango.IO;

namespace Tango.Runs;

/// <summary>Describes events in words.</summary>
internal static class RunEventText
{
    /// <summary>The event as a line of text, or several if a step's own text has several.</summary>
    public static string Format(RunEvent runEvent) => runEvent switch
    {
        RunEvent.RunStarted e => string.Create(CultureInfo.InvariantCulture, $"run starts: {e.RunCount} to run, {e.CachedSteps.Count} cached"),
        RunEvent.PlanWarned e => $"{e.Step}: {e.Code}: {e.Message}",
        RunEvent.StepFetched e => string.Create(CultureInfo.InvariantCulture, $"{e.Step}: fetched from the remote cache ({e.UniqueId}): {e.Size} bytes in {Seconds(e.Duration)}"),
        RunEvent.StepPushed e => string.Create(CultureInfo.InvariantCulture, $"{e.Step}: pushed to the remote cache ({e.UniqueId}): {e.Size} bytes in {Seconds(e.Duration)}"),
        RunEvent.StepSubmitted e => $"{e.Step}: job {e.Job} ({e.UniqueId})",
        RunEvent.StepStarted e => $"{e.Step}: starts ({e.UniqueId}){(e.Reason is null ? "" : ", " + e.Reason)}",
        RunEvent.StepWaiting { Path: { } place } e => $"{e.Step}: waits for another build that is writing to '{place}'",
        RunEvent.StepWaiting e => $"{e.Step}: waits for another build that is making the same result ({e.UniqueId})",
        RunEvent.EarlierResultWanted e => $"{e.Step}: asks the remote cache for an earlier result ({e.Key})",
        RunEvent.StepLogged { Level: StepLogLevel.Info } e => $"{e.Step}: {e.Text}",
        RunEvent.StepLogged e => $"{e.Step}: {e.Level.ToString().ToLowerInvariant()}: {e.Text}",
        RunEvent.StepRetried e => string.Create(CultureInfo.InvariantCulture, $"{e.Step}: attempt {e.FailedAttempts} failed, the next begins"),
        RunEvent.StepProgressed e => $"{e.Step}: {Progress(e)}",
        RunEvent.StepCompleted { SameAs: { } same } e => $"{e.Step}: cached (same as '{same}')",
        RunEvent.StepCompleted { TakenFrom: { } earlier } e => $"{e.Step}: cached, upstream result unchanged (result of {earlier})",
        RunEvent.StepCompleted e => $"{e.Step}: {e.State.ToString().ToLowerInvariant()} in {Seconds(e.Duration)}{Usage(e.CpuTime, e.PeakMemory)}{(e.Summary is null ? "" : ", " + e.Summary)}",
        RunEvent.StepFailed e => $"{e.Step}: failed after {Seconds(e.Duration)}{Usage(e.CpuTime, e.PeakMemory)}: {e.Message}",
        RunEvent.StepBlocked e => $"{e.Step}: blocked by {e.BlockingStep}",
        RunEvent.EntryMissing e => $"{e.Step}: {e.Corruption ?? "its result is no longer in the cache"}; the step runs again",
        RunEvent.StrayOutput e => e.Text,
        RunEvent.RunFinished e => string.Create(
            CultureInfo.InvariantCulture,
            $"run ends{(e.IsCancelled ? ", cancelled" : "")}: {e.RanCount} ran, {e.FailedCount} failed, {e.BlockedCount} blocked, {Seconds(e.Duration)}"),
        _ => throw new InvalidOperationException($"Unknown event {runEvent.GetType().Name}."),
    };

    private static string Progress(RunEvent.StepProgressed e)
    {
        var percent = e.Fraction is { } fraction ? (fraction * 100).ToString("F0", CultureInfo.InvariantCulture) + " %" : "";
        return e.Text is null ? percent : percent.Length == 0 ? e.Text : $"{percent}, {e.Text}";
    }

    private static string Usage(TimeSpan? cpuTime, long? peakMemory)
    {
        var parts = new[] { cpuTime is { } time ? $"CPU {Seconds(time)}" : null, peakMemory is { } size ? $"peak {SizeText.Format(size)}" : null }.OfType<string>().ToList();
        return parts.Count == 0 ? "" : $" ({string.Join(", ", parts)})";
    }

    private static string Seconds(TimeSpan duration) => duration.TotalSeconds.ToString("F2", CultureInfo.InvariantCulture) + " s";
}
