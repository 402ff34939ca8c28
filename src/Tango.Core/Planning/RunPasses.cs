namespace Tango.Planning;

/// <summary>Plans and executes, and repeats that while results that the plan counted on are missing.</summary>
internal static class RunPasses
{
    /// <summary>
    /// How often the same result may be missing. Each entry may be removed once, which takes as many passes as there are steps; but a build whose entries are removed again and again
    /// must end.
    /// </summary>
    public const int MaxLosses = 5;

    /// <summary>Makes passes until no result is missing.</summary>
    /// <typeparam name="T">The result of a pass.</typeparam>
    /// <param name="pass">Makes a plan and executes it, and returns the unique ids of the missing results. Its argument is whether it is the first pass.</param>
    /// <returns>The result of the last pass, and the unique id of a result that was missing <see cref="MaxLosses"/> times; null if none is missing any more.</returns>
    public static async Task<(T Result, string? Vanished)> RunAsync<T>(Func<bool, Task<(T Result, IReadOnlyCollection<string> Missing)>> pass)
    {
        var losses = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var isFirst = true; ; isFirst = false)
        {
            var (result, missing) = await pass(isFirst).ConfigureAwait(false);
            foreach (var uniqueId in missing)
                losses[uniqueId] = losses.GetValueOrDefault(uniqueId) + 1;

            var vanished = missing.FirstOrDefault(uniqueId => losses[uniqueId] >= MaxLosses);
            if (missing.Count == 0 || vanished is not null)
                return (result, vanished);
        }
    }
}
