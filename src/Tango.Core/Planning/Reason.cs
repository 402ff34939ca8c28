using Tango.Diagnostics;

namespace Tango.Planning;

/// <summary>One reason for what a plan does with a step.</summary>
/// <param name="Kind">The kind, from a closed list.</param>
/// <param name="Subject">The argument, file, step or methods, or why a result is never cached; null if the kind needs none.</param>
/// <param name="Old">The old value; null if unknown.</param>
/// <param name="New">The new value, or for a file what is known of the change; null if unknown.</param>
internal sealed record Reason(ReasonKind Kind, string? Subject = null, string? Old = null, string? New = null)
{
    /// <summary>The separator between several reasons; a single one may contain commas.</summary>
    public const string Separator = " · ";

    /// <summary>The reason in words, on one line: <c>epochs: 10 → 20</c>, <c>code changed: Trainer.Fit</c>, <c>data/iris.csv changed</c>.</summary>
    public override string ToString() => SingleLine.From(Words);

    private string Words => Kind switch
    {
        ReasonKind.Forced => "forced",
        ReasonKind.FirstRun => "first run",
        ReasonKind.TypeChanged => $"type: {Old} → {New}",
        ReasonKind.VersionChanged => $"version: {Old ?? "none"} → {New ?? "none"}",
        ReasonKind.CodeChanged => Subject is null ? "code changed" : $"code changed: {Subject}",
        ReasonKind.ArgumentChanged when Old is null && New is null => $"{Subject} changed",
        ReasonKind.ArgumentChanged => $"{Subject}: {Old ?? "none"} → {New ?? "none"}",
        ReasonKind.InputFileChanged => New is null ? $"{Subject} changed" : $"{Subject} changed ({New})",
        ReasonKind.UpstreamChanged => $"{Subject} changed",
        ReasonKind.UpstreamUnchanged => StateText.UpstreamUnchanged,
        ReasonKind.FormatChanged => $"format: {Old} → {New}",
        ReasonKind.EntryMissing => "result is no longer in the cache",
        ReasonKind.EntryDamaged => "cached result was corrupt",
        ReasonKind.EntryUnusable => "cached result cannot be used",
        ReasonKind.NotCompleted => "not completed last time",
        ReasonKind.NotCacheable => Subject is null ? "not cached" : $"not cached: {Subject}",
        ReasonKind.UpstreamNotDeterministic => $"depends on {Subject}, which is not deterministic",
        _ => throw new InvalidOperationException($"Unknown reason {Kind}."),
    };
}
