namespace Texts;

/// <summary>Writes words that follow each other as they do in a poem: a Markov chain of order one.</summary>
[Step(Deterministic = true)]
public sealed class Imitate : Step<Poem>
{
    public Poem Run(Poem poem, int seed, int length = 200)
    {
        var random = new Random(seed);
        var followers = poem.Words.Zip(poem.Words.Skip(1)).ToLookup(pair => pair.First, pair => pair.Second);
        var words = new List<string> { poem.Words[0] };
        while (words.Count < length)
        {
            // The last word has no follower of its own; the poem begins again.
            var next = followers[words[^1]].ToList();
            words.Add(next.Count == 0 ? poem.Words[0] : next[random.Next(next.Count)]);
        }

        Summary = string.Join(' ', words.Take(8));
        return new Poem(poem.FirstLine, words);
    }
}
