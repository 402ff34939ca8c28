namespace Tango.Diagnostics;

/// <summary>A position in a user's code.</summary>
/// <param name="File">The file as the compiler recorded it: mostly a full path, but deterministic builds begin it with <c>/_/</c>.</param>
/// <param name="Line">The line, counted from 1; 0 if unknown.</param>
internal sealed record SourceFrame(string File, int Line);
