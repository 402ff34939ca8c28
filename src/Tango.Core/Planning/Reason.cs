namespace Tango.Planning;

/// <summary>One reason for what a plan does with a step.</summary>
/// <param name="Kind">Which of the closed list.</param>
/// <param name="Subject">The argument, file, step or methods concerned; null where the kind says all.</param>
/// <param name="Old">What it was; null when not known.</param>
/// <param name="New">What it is; null when not known.</param>
internal sealed record Reason(ReasonKind Kind, string? Subject = null, string? Old = null, string? New = null)
{
    /// <summary>What stands between several reasons; single ones may hold commas.</summary>
    public const string Separator = " · ";

    /// <summary>The reason as people read it: <c>epochs: 10 → 20</c>, <c>code changed: Trainer.Fit</c>, <c>data/iris.csv changed</c>.</summary>
    public override string ToString() => Kind switch
    {
        ReasonKind.Forced => "forced",
        ReasonKind.FirstRun => "first run",
        ReasonKind.TypeChanged => $"type: {Old} → {New}",
        ReasonKind.VersionChanged => $"version: {Old ?? "none"} → {New ?? "none"}",
        ReasonKind.CodeChanged => Subject is null ? "code changed" : $"code changed: {Subject}",
        ReasonKind.ArgumentChanged when Old is null && New is null => $"{Subject} changed",
        ReasonKind.ArgumentChanged => $"{Subject}: {Old ?? "none"} → {New ?? "none"}",
        ReasonKind.InputFileChanged => $"{Subject} changed",
        ReasonKind.UpstreamChanged => $"{Subject} changed",
        ReasonKind.FormatChanged => $"format: {Old} → {New}",
        ReasonKind.EntryMissing => "result is no longer in the cache",
        ReasonKind.EntryDamaged => "result in the cache was damaged",
        ReasonKind.NotCompleted => "not completed last time",
        ReasonKind.NotCacheable => "not cached",
        ReasonKind.UpstreamNotDeterministic => $"depends on {Subject}, which is not deterministic",
        _ => throw new InvalidOperationException($"Unknown reason {Kind}."),
    };
}
