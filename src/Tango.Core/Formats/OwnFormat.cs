namespace Tango.Formats;

/// <summary>A format of the user's, as its compiled code tells it.</summary>
/// <param name="Type">The full name of its type, as reflection spells it.</param>
/// <param name="Assembly">The simple name of the assembly that holds it.</param>
/// <param name="Version">Its version.</param>
internal sealed record OwnFormat(string Type, string Assembly, int Version);
