using System.Collections.Immutable;

namespace Tango.Identity;

/// <summary>Who a step is: the id under which its result is stored, and everything that went into it.</summary>
/// <param name="UniqueId"><c>ClassName-Version-hash</c>, or <c>ClassName-hash</c> without a version.</param>
/// <param name="Entries">What is in the hash, in its order.</param>
/// <param name="Format">How the result is stored, with its compression; only the format's own name and version are in the hash.</param>
/// <param name="IsFindable">
/// Whether a later build computes the same id: false for steps that are not deterministic and for all that depend on them.
/// </param>
internal sealed record StepIdentity(
    string UniqueId,
    ImmutableArray<IdentityEntry> Entries,
    Formats.FormatName Format,
    bool IsFindable);
