namespace Tango.Formats;

/// <summary>A custom format, as read from its compiled code.</summary>
/// <param name="Type">The full name of its type, as in reflection.</param>
/// <param name="Assembly">The simple name of its assembly.</param>
internal sealed record CustomFormat(string Type, string Assembly, int Version);
