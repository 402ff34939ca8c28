namespace Tango.Formats.Sequences;

/// <summary>A sequence that creates its items again for each reader, so that readers cannot modify each other's items.</summary>
internal interface IRereadSequence;
