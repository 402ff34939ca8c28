namespace Tango.Steps.CodeFingerprints;

/// <summary>The part of a fingerprint that comes from one <see cref="CodeNode"/>.</summary>
/// <param name="Digest">SHA-256 of its canonical text; null if it only has edges.</param>
/// <param name="Edges">The nodes that it reaches.</param>
/// <param name="Packages">The simple names of the packages' assemblies it uses.</param>
internal sealed record CodeUnit(byte[]? Digest, CodeNode[] Edges, string[] Packages);
