namespace Tango.Runs;

/// <summary>The state of the repository that a project is in, when a run began.</summary>
/// <param name="Commit">The hash of the commit; null before the first one.</param>
/// <param name="Branch">The branch; null if none is checked out.</param>
/// <param name="IsDirty">Whether files that are under version control differ from the commit.</param>
internal sealed record SourceState(string? Commit, string? Branch, bool IsDirty);
