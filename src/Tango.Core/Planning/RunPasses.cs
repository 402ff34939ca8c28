namespace Tango.Planning;

/// <summary>Plans and executes, and repeats that while results that the plan counted on are missing.</summary>
internal static class RunPasses
{
    /// <summary>The maximum number of passes: entries can be removed while a run computes them again, but this must end.</summary>
    public const int Max = 5;

    /// <summary>Makes passes until no result is missing.</summary>
    /// <typeparam name="T">The result of a pass.</typeparam>
    /// <param name="pass">Makes a plan and executes it. Its argument is whether it is the first pass.</param>
    /// <returns>The result of the last pass; <c>HasLost</c>: results were missing in every pass.</returns>
    public static async Task<(T Result, bool HasLost)> RunAsync<T>(Func<bool, Task<(T Result, bool HasLost)>> pass)
    {
        var last = await pass(true).ConfigureAwait(false);
        for (var passes = 1; last.HasLost && passes < Max; passes++)
            last = await pass(false).ConfigureAwait(false);

        return last;
    }
}
