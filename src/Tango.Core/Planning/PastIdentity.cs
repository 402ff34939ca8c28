using System.Collections.Immutable;
using Tango.Identity;

namespace Tango.Planning;

/// <summary>The identity of a step when it last ran.</summary>
/// <param name="Entries">The parts of its id.</param>
/// <param name="CodeFingerprint">The fingerprint of its code; null if unknown.</param>
internal sealed record PastIdentity(ImmutableArray<IdentityEntry> Entries, string? CodeFingerprint);
