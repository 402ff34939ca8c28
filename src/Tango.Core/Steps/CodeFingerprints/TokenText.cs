namespace Tango.Steps.CodeFingerprints;

/// <summary>The text of a token of an assembly, the same wherever the assembly's code contains it.</summary>
/// <param name="Edges">The nodes that it reaches.</param>
/// <param name="Packages">The packages' assemblies in it.</param>
internal sealed record TokenText(byte[] Bytes, CodeNode[] Edges, string[] Packages);
