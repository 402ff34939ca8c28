namespace Tango.Steps.CodeFingerprints;

/// <summary>What one <see cref="CodeNode"/> adds to a fingerprint.</summary>
/// <param name="Digest">SHA-256 of its canonical text; null when it only leads on.</param>
/// <param name="Edges">What is reached from it.</param>
/// <param name="Packages">The simple names of the packages' assemblies it uses.</param>
internal sealed record CodeUnit(byte[]? Digest, CodeNode[] Edges, string[] Packages);
