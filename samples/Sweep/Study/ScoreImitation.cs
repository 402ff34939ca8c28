using Texts;

namespace Study;

[Step(Deterministic = true)]
public sealed class ScoreImitation : Step<Score>
{
    public Score Run(Poem poem, Poem imitation)
    {
        var known = RunsOf(poem).ToHashSet();
        var novelty = RunsOf(imitation).Average(run => known.Contains(run) ? 0.0 : 1.0);
        var vocabulary = poem.Words.ToHashSet();
        var coverage = (double)imitation.Words.Distinct().Count(vocabulary.Contains) / vocabulary.Count;
        Summary = FormattableString.Invariant($"novelty {novelty:P0}, coverage {coverage:P0}");
        return new Score(poem.FirstLine, novelty, coverage);
    }

    private static IEnumerable<string> RunsOf(Poem poem) =>
        Enumerable.Range(0, poem.Words.Count - 2).Select(start => string.Join(' ', poem.Words.Skip(start).Take(3)));
}
