using System.Collections.Immutable;
using Tango.Identity;

namespace Tango.Planning;

/// <summary>Converts the difference of two identities to reasons.</summary>
internal static class IdentityDifference
{
    private const string ReferencePrefix = "ref:";

    /// <summary>The differences, the most specific first.</summary>
    /// <param name="describeCode">Describes the difference of the code; called only if there is one.</param>
    public static ImmutableArray<Reason> Find(ImmutableArray<IdentityEntry> before, ImmutableArray<IdentityEntry> now, Func<string?> describeCode)
    {
        var old = new Dictionary<string, IdentityEntry>(StringComparer.Ordinal);
        foreach (var entry in before)
            old[entry.Name] = entry;

        var changedFiles = now.Where(entry => IsFile(entry) && old.TryGetValue(entry.Name, out var was) && was.Hash != entry.Hash).ToList();
        var reasons = new List<Reason>();
        foreach (var entry in now)
        {
            old.Remove(entry.Name, out var was);
            if (was?.Hash != entry.Hash && Explain(was, entry, changedFiles, describeCode) is { } reason)
                reasons.Add(reason);
        }

        if (old.TryGetValue(IdentityEntryNames.Version, out var dropped))
            reasons.Add(new Reason(ReasonKind.VersionChanged, null, dropped.Text));

        reasons.AddRange(old.Values.Where(IsArgument).Select(gone => new Reason(ReasonKind.ArgumentChanged, ArgumentName(gone), gone.Text)));
        // Another type has other code: that is not a second reason.
        if (reasons.Exists(reason => reason.Kind == ReasonKind.TypeChanged))
            reasons.RemoveAll(reason => reason.Kind == ReasonKind.CodeChanged);

        return [.. reasons.Distinct().OrderBy(reason => reason.Kind)];
    }

    private static Reason? Explain(IdentityEntry? was, IdentityEntry entry, List<IdentityEntry> changedFiles, Func<string?> describeCode) => entry.Name switch
    {
        IdentityEntryNames.Type => new Reason(ReasonKind.TypeChanged, null, was?.Text, entry.Text),
        IdentityEntryNames.Version => new Reason(ReasonKind.VersionChanged, null, was?.Text, entry.Text),
        IdentityEntryNames.Code => new Reason(ReasonKind.CodeChanged, describeCode()),
        IdentityEntryNames.Format => new Reason(ReasonKind.FormatChanged, null, was?.Text, entry.Text),
        _ when IsFile(entry) => was is null ? null : new Reason(ReasonKind.InputFileChanged, entry.Name[IdentityEntryNames.FilePrefix.Length..]),
        _ when IsArgument(entry) => ExplainArgument(was, entry, changedFiles),
        _ => null,
    };

    private static Reason? ExplainArgument(IdentityEntry? was, IdentityEntry entry, List<IdentityEntry> changedFiles)
    {
        if (was is null || was.Text != entry.Text)
            return new Reason(ReasonKind.ArgumentChanged, ArgumentName(entry), was?.Text, entry.Text);

        // The text is the same, so the change is behind a name: in a file, which has its own entry, or in another step.
        if (changedFiles.Exists(file => file.Text == ArgumentName(entry)))
            return null;

        if (entry.Text.StartsWith(ReferencePrefix, StringComparison.Ordinal))
            return new Reason(ReasonKind.UpstreamChanged, entry.Text[ReferencePrefix.Length..]);

        // The value contains a reference; otherwise its text is truncated, or it has another type with the same text.
        return entry.Text.Contains(ReferencePrefix, StringComparison.Ordinal)
            ? new Reason(ReasonKind.UpstreamChanged, ArgumentName(entry))
            : new Reason(ReasonKind.ArgumentChanged, ArgumentName(entry));
    }

    private static bool IsFile(IdentityEntry entry) => entry.Name.StartsWith(IdentityEntryNames.FilePrefix, StringComparison.Ordinal);

    private static bool IsArgument(IdentityEntry entry) => entry.Name.StartsWith(IdentityEntryNames.ArgumentPrefix, StringComparison.Ordinal);

    private static string ArgumentName(IdentityEntry entry) => entry.Name[IdentityEntryNames.ArgumentPrefix.Length..];
}
