using System.Collections.Immutable;

namespace Tango.Steps;

/// <summary>
/// Represents a step's code in its id: all code of the user's own assemblies that the step reaches, packages by name and version. It does not change with comments, formatting,
/// line numbers, the build's folder, or code that the step does not reach.
/// </summary>
/// <param name="Hash">Lower-case hexadecimal SHA-256 of all entries.</param>
/// <param name="Entries">What was reached, by name in ordinal order, each with its own hash: methods, the shapes of types, packages.</param>
internal sealed record CodeFingerprint(string Hash, ImmutableArray<CodeEntry> Entries)
{
    /// <summary>The names of entries that were changed, added or removed between an earlier fingerprint and this one, in ordinal order.</summary>
    /// <param name="earlier">The fingerprint to compare with.</param>
    public IReadOnlyList<string> ChangesSince(CodeFingerprint earlier)
    {
        var changed = Entries.Except(earlier.Entries).Concat(earlier.Entries.Except(Entries)).Select(entry => entry.Name);
        return [.. changed.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    /// <inheritdoc/>
    public bool Equals(CodeFingerprint? other) => other is not null && Hash == other.Hash;

    /// <inheritdoc/>
    public override int GetHashCode() => Hash.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => Hash;
}
