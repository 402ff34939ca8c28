namespace Tango.Steps;

/// <summary>An entry of a fingerprint.</summary>
/// <param name="Name">Its name in messages.</param>
/// <param name="Hash">Lower-case hexadecimal SHA-256 of its content.</param>
internal sealed record CodeEntry(string Name, string Hash);
