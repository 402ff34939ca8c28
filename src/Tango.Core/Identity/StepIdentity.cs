using System.Collections.Immutable;

namespace Tango.Identity;

/// <summary>The identity of a step: the key of its result, and everything in it.</summary>
/// <param name="UniqueId"><c>ClassName-Version-hash</c>, or <c>ClassName-hash</c> without a version.</param>
/// <param name="Entries">The entries in the hash, in their order.</param>
/// <param name="Format">The format of the result, with its compression; only the format's own name and version are in the hash.</param>
/// <param name="IsFindable">Whether a later build computes the same id: false for steps that are not deterministic and for all that depend on them.</param>
internal sealed record StepIdentity(
    string UniqueId,
    ImmutableArray<IdentityEntry> Entries,
    Formats.FormatName Format,
    bool IsFindable);
