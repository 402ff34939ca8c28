using System.Collections.Immutable;
using Tango.IO;

namespace Tango.Planning;

/// <summary>
/// What a build that found or brought everything up to date leaves behind, so that the next one need not read types, build the graph and compute ids again: a digest
/// of everything that was declared, and the stamps of every file that was looked at.
/// </summary>
/// <param name="Digest">The SHA-256 of all that was asked for, 32 bytes.</param>
/// <param name="Files">Files whose stamps must be the same: assemblies, input files, results, exports.</param>
/// <param name="Globs">Patterns that must find the same files.</param>
/// <param name="Steps">What became of every step.</param>
internal sealed record UpToDateRecord(
    ImmutableArray<byte> Digest,
    ImmutableArray<StampedFile> Files,
    ImmutableArray<StampedGlob> Globs,
    ImmutableArray<RecordedStep> Steps);

/// <summary>A file as it was seen.</summary>
/// <param name="Path">Full path.</param>
/// <param name="Stamp">Its stamp.</param>
internal readonly record struct StampedFile(string Path, FileStamp Stamp);

/// <summary>What a pattern found.</summary>
/// <param name="Directory">The folder it starts from.</param>
/// <param name="Pattern">The pattern.</param>
/// <param name="Found">The full paths it found, one a line.</param>
internal readonly record struct StampedGlob(string Directory, string Pattern, string Found);

/// <summary>What became of one step.</summary>
/// <param name="Name">Its name.</param>
/// <param name="UniqueId">Its unique id.</param>
/// <param name="IsNeeded">Whether its result is in the cache; false when nobody needed it.</param>
/// <param name="Format">The format, with its compression.</param>
/// <param name="ExportedTo">Where its result is made available; null: nowhere.</param>
/// <param name="ExportItem">The item type of the exported path.</param>
internal readonly record struct RecordedStep(
    string Name,
    string UniqueId,
    bool IsNeeded,
    string Format,
    string? ExportedTo,
    string? ExportItem);
