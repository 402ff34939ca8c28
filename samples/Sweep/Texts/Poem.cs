namespace Texts;

/// <summary>A poem as its words, lower case, with the line that it is known by.</summary>
public sealed record Poem(string FirstLine, IReadOnlyList<string> Words);
