namespace Tango.Diagnostics;

/// <summary>Finds suggestions for a misspelled name.</summary>
internal static class NearestNames
{
    private const int MaxSuggestions = 3;

    /// <summary>The last sentence of a message: <c>Did you mean 'Epochs'?</c>, or, if no name is similar, a list of all, shortened.</summary>
    /// <param name="kind">The kind of the valid names, in the plural, e.g. <c>step types</c>.</param>
    public static string Suggest(string wrong, IReadOnlyCollection<string> known, string kind)
    {
        var near = Find(wrong, known);
        if (near.Count > 0)
            return $"Did you mean {NameList.Quote(near, " or ")}?";

        return known.Count == 0
            ? $"There are no {kind}."
            : $"The {kind} are {NameList.Quote(known.Order(StringComparer.Ordinal))}.";
    }

    /// <summary>The last sentences of a message about a step that a property of the whole build names: it may be a step of another project.</summary>
    public static string SuggestStep(string wrong, IReadOnlyCollection<string> known) =>
        $"{Suggest(wrong, known, "steps")} If a step of another project is meant, write PROJECT/{wrong}.";

    /// <summary>The nearest names by edit distance, ignoring case, nearest first, at most three.</summary>
    public static IReadOnlyList<string> Find(string wrong, IEnumerable<string> known)
    {
        // A difference of two letters in a name of two or three is not a misspelling.
        var limit = wrong.Length <= 3 ? 1 : Math.Max(2, wrong.Length / 3);
        return [.. known
            .Distinct(StringComparer.Ordinal)
            .Select(name => (Name: name, Distance: Distance(wrong.ToUpperInvariant(), name.ToUpperInvariant())))
            .Where(candidate => candidate.Distance <= limit)
            .OrderBy(candidate => candidate.Distance)
            .ThenBy(candidate => candidate.Name, StringComparer.Ordinal)
            .Take(MaxSuggestions)
            .Select(candidate => candidate.Name)];
    }

    // Optimal string alignment: like Levenshtein, but two swapped letters count as one error.
    private static int Distance(string a, string b)
    {
        var d = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
            d[i, 0] = i;

        for (var j = 0; j <= b.Length; j++)
            d[0, j] = j;

        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                d[i, j] = Math.Min(Math.Min(d[i - 1, j] + 1, d[i, j - 1] + 1), d[i - 1, j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
            }
        }

        return d[a.Length, b.Length];
    }
}
