/// <summary>How often each word is in a text.</summary>
[Step(Deterministic = true)]
public sealed class CountWords : Step<IReadOnlyDictionary<string, int>>
{
    public IReadOnlyDictionary<string, int> Run(InputFile text)
    {
        var words = text.ReadAllText().ToLowerInvariant().Split((char[])[' ', '\r', '\n', ',', '.'], StringSplitOptions.RemoveEmptyEntries);
        Summary = $"{words.Length} words";
        return words.CountBy(word => word).ToDictionary();
    }
}

/// <summary>The most frequent words, the first in the alphabet of equally frequent ones.</summary>
[Step(Deterministic = true)]
public sealed class MostFrequent : Step<IReadOnlyList<string>>
{
    public IReadOnlyList<string> Run(IReadOnlyDictionary<string, int> counts, int count = 10) =>
        [.. counts.OrderByDescending(word => word.Value).ThenBy(word => word.Key, StringComparer.Ordinal).Take(count).Select(word => word.Key)];
}
