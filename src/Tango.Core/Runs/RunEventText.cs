using System.Globalization;

namespace Tango.Runs;

/// <summary>Says an event in words.</summary>
internal static class RunEventText
{
    /// <summary>The event as a line of text; a step's own words may make it more than one.</summary>
    /// <param name="runEvent">The event.</param>
    public static string Of(RunEvent runEvent) => runEvent switch
    {
        RunEvent.RunStarted e => string.Create(CultureInfo.InvariantCulture, $"run starts: {e.StepsToRun} to run, {e.Cached.Count} cached"),
        RunEvent.PlanWarned e => $"{e.Step}: {e.Code}: {e.Message}",
        RunEvent.StepFetched e => string.Create(CultureInfo.InvariantCulture, $"{e.Step}: fetched from the remote cache ({e.UniqueId}): {e.Size} bytes in {Seconds(e.Seconds)}"),
        RunEvent.StepStarted e => $"{e.Step}: starts ({e.UniqueId}){(e.Reason is null ? "" : ", " + e.Reason)}",
        RunEvent.StepWaiting e => $"{e.Step}: waits for another build that is making the same result ({e.UniqueId})",
        RunEvent.StepLogged { Level: StepLogLevel.Info } e => $"{e.Step}: {e.Text}",
        RunEvent.StepLogged e => $"{e.Step}: {e.Level.ToString().ToLowerInvariant()}: {e.Text}",
        RunEvent.StepProgressed e => $"{e.Step}: {Progress(e)}",
        RunEvent.StepCompleted e => $"{e.Step}: {e.State.ToString().ToLowerInvariant()} in {Seconds(e.Seconds)}{(e.Summary is null ? "" : ", " + e.Summary)}",
        RunEvent.StepFailed e => $"{e.Step}: failed after {Seconds(e.Seconds)}: {e.Message}",
        RunEvent.StepBlocked e => $"{e.Step}: blocked by {e.By}",
        RunEvent.EntryLost e => $"{e.Step}: {e.Damage ?? "its result is no longer in the cache"}; it is made again",
        RunEvent.StrayOutput e => e.Text,
        RunEvent.RunFinished e => string.Create(
            CultureInfo.InvariantCulture,
            $"run ends{(e.Cancelled ? ", cancelled" : "")}: {e.Ran} ran, {e.Failed} failed, {e.Blocked} blocked, {Seconds(e.Seconds)}"),
        _ => throw new InvalidOperationException($"Unknown event {runEvent.GetType().Name}."),
    };

    private static string Progress(RunEvent.StepProgressed e)
    {
        var percent = e.Fraction is { } fraction ? (fraction * 100).ToString("F0", CultureInfo.InvariantCulture) + " %" : "";
        return e.Text is null ? percent : percent.Length == 0 ? e.Text : $"{percent}, {e.Text}";
    }

    private static string Seconds(double seconds) => seconds.ToString("F2", CultureInfo.InvariantCulture) + " s";
}
