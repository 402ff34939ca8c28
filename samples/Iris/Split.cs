namespace Iris;

/// <summary>The flowers to learn from and those held back to test what was learnt.</summary>
public sealed record Split(IReadOnlyList<Flower> Train, IReadOnlyList<Flower> Test);
