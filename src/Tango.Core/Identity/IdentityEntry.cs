namespace Tango.Identity;

/// <summary>One thing that is in a step's identity. Two identities differ where their lists of entries do.</summary>
/// <param name="Name">What it is: <c>scheme</c>, <c>type</c>, <c>version</c>, <c>code</c>, <c>format</c>, or <c>argument:NAME</c>.</param>
/// <param name="Hash">Lower-case hexadecimal SHA-256 of its canonical encoding.</param>
/// <param name="Text">The value in short, for people: <c>10</c>, <c>data/iris.csv</c>, <c>ref:split.Train</c>.</param>
public sealed record IdentityEntry(string Name, string Hash, string Text);
