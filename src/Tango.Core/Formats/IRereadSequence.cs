namespace Tango.Formats;

/// <summary>A sequence that makes its items anew for each reader, so that no reader meets what another has done to them.</summary>
internal interface IRereadSequence;
