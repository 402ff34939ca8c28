namespace Study;

/// <summary>All scores, the most novel first, and their means.</summary>
public sealed record ScoreTable(IReadOnlyList<Score> Scores, double MeanNovelty, double MeanCoverage);

[Step(Deterministic = true)]
public sealed class Combine : Step<ScoreTable>
{
    public ScoreTable Run(IReadOnlyList<Score> scores) => new(
        [.. scores.OrderByDescending(score => score.Novelty).ThenBy(score => score.FirstLine, StringComparer.Ordinal)],
        scores.Average(score => score.Novelty),
        scores.Average(score => score.Coverage));
}
