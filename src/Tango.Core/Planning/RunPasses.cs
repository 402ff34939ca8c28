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
    /// <param name="pass">Makes a plan and executes it. Its argument is whether it is the first pass.</param>
    /// <param name="giveUp">Called with the result of a pass and each id that was missing <see cref="MaxLosses"/> times: whether there may be another pass, in which it is not needed.</param>
    /// <returns>The result of the last pass.</returns>
    public static async Task<T> RunAsync<T>(Func<bool, Task<PassResult<T>>> pass, Func<T, string, bool> giveUp)
    {
        var losses = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var isFirst = true; ; isFirst = false)
        {
            var (result, missing) = await pass(isFirst).ConfigureAwait(false);
            var goesOn = missing.Count > 0;
            foreach (var uniqueId in missing)
            {
                losses[uniqueId] = losses.GetValueOrDefault(uniqueId) + 1;
                if (losses[uniqueId] >= MaxLosses)
                    goesOn &= giveUp(result, uniqueId);
            }

            if (!goesOn)
                return result;
        }
    }
}
