namespace Study;

/// <summary>How an imitation compares with its poem.</summary>
/// <param name="FirstLine">The poem.</param>
/// <param name="Novelty">The share of its runs of three words that the poem does not have, 0 to 1.</param>
/// <param name="Coverage">The share of the poem's words that it uses, 0 to 1.</param>
public sealed record Score(string FirstLine, double Novelty, double Coverage);
