namespace Tango.Steps.CodeFingerprints;

/// <summary>What a token of an assembly stands for, wherever in the assembly's code it is written.</summary>
/// <param name="Bytes">Its canonical text.</param>
/// <param name="Edges">What is reached by it.</param>
/// <param name="Packages">The packages' assemblies it names.</param>
internal sealed record TokenText(byte[] Bytes, CodeNode[] Edges, string[] Packages);
