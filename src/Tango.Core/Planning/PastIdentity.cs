using System.Collections.Immutable;
using Tango.Identity;

namespace Tango.Planning;

/// <summary>Who a step was when it last ran.</summary>
/// <param name="Entries">What was in its id.</param>
/// <param name="CodeFingerprint">The fingerprint of its code; null when that is not known.</param>
internal sealed record PastIdentity(ImmutableArray<IdentityEntry> Entries, string? CodeFingerprint);
