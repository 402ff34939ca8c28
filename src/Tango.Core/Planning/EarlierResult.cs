using Tango.Caching;

namespace Tango.Planning;

/// <summary>The result of an earlier step that a step of a plan takes over.</summary>
/// <param name="Key">The key of both for early cut-off.</param>
/// <param name="Entry">What is recorded of the earlier one.</param>
internal sealed record EarlierResult(string Key, EntryMetadata Entry);
