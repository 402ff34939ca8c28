using Tango.Diagnostics;

namespace Tango;

/// <summary>
/// What a build that found or brought everything up to date leaves behind, so that the next one need not read types, build the graph and compute ids again: a digest
/// of everything that was declared, and the stamps of every file that was looked at.
/// </summary>
/// <remarks>
/// Classes and arrays throughout: a generic collection of structs would be compiled anew in every process that builds, and compiling is most of what an
/// up-to-date check costs.
/// </remarks>
/// <param name="Digest">The SHA-256 of all that was asked for, 32 bytes.</param>
/// <param name="Files">Files whose stamps must be the same: assemblies, input files, results, exports.</param>
/// <param name="Globs">Patterns that must find the same files.</param>
/// <param name="Steps">What became of every step: cached, or skipped when nobody needed it.</param>
/// <param name="Warnings">What every build is to be told as long as nothing changes.</param>
internal sealed record UpToDateRecord(
    byte[] Digest,
    StampedFile[] Files,
    StampedGlob[] Globs,
    StepOutcome[] Steps,
    Diagnostic[] Warnings);
