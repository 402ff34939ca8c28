using Tango;

namespace Acme.Texts;

/// <summary>The most frequent words, the first in the alphabet of equally frequent ones.</summary>
[Step(Deterministic = true)]
public sealed class MostFrequent : Step<IReadOnlyList<string>>
{
    /// <summary>Selects.</summary>
    /// <param name="counts">How often each word is there.</param>
    /// <param name="count">How many words.</param>
    public IReadOnlyList<string> Run(IReadOnlyDictionary<string, int> counts, int count = 10) =>
        [.. counts.OrderByDescending(word => word.Value).ThenBy(word => word.Key, StringComparer.Ordinal).Take(count).Select(word => word.Key)];
}
