using Tango;

namespace Acme.Texts;

/// <summary>How often each word is in a text.</summary>
[Step(Deterministic = true)]
public sealed class CountWords : Step<IReadOnlyDictionary<string, int>>
{
    /// <summary>Counts.</summary>
    /// <param name="text">The text; case does not count.</param>
    public IReadOnlyDictionary<string, int> Run(InputFile text)
    {
        var words = text.ReadAllText().ToLowerInvariant().Split((char[])[' ', '\r', '\n', ',', '.'], StringSplitOptions.RemoveEmptyEntries);
        Summary = $"{words.Length} words";
        return words.CountBy(word => word).ToDictionary();
    }
}
