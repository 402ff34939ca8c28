namespace Tango.Parameters;

/// <summary>One member of an enumeration.</summary>
/// <param name="Name">Its name in C#.</param>
/// <param name="Value">Its number; an unsigned 64-bit value is reinterpreted as signed.</param>
internal sealed record EnumMember(string Name, long Value);
