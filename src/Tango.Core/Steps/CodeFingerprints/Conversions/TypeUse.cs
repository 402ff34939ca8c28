namespace Tango.Steps.CodeFingerprints.Conversions;

/// <summary>The type of a variable, field or operand.</summary>
/// <param name="Value">The types in a value of it on the stack: none if it is a struct.</param>
internal sealed record TypeUse(MentionedTypes Declared, MentionedTypes Value);
