namespace Tango.Identity;

/// <summary>One thing that is in a step's identity. Two identities differ where their lists of entries do.</summary>
public sealed record IdentityEntry
{
    /// <summary>What it is: <c>scheme</c>, <c>type</c>, <c>version</c>, <c>code</c>, <c>format</c>, or <c>argument:NAME</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Lower-case hexadecimal SHA-256 of its canonical encoding.</summary>
    public required string Hash { get; init; }

    /// <summary>The value in short, for people: <c>10</c>, <c>data/iris.csv</c>, <c>ref:split.Train</c>.</summary>
    public required string Text { get; init; }
}
