using System.Collections.Immutable;
using Tango.Runs;

namespace Tango.Reports.Page;

/// <summary>The chain of steps that took the longest, each of which needs the one before: however many ran at once, the run could not have been shorter.</summary>
internal static class CriticalPath
{
    /// <summary>The chain, the first step first; empty if nothing ran.</summary>
    public static ImmutableArray<StepRecord> Of(RunRecord run)
    {
        var chains = new Dictionary<string, Chain>(StringComparer.OrdinalIgnoreCase);
        foreach (var step in run.Steps.Where(step => step.Started is not null).OrderBy(step => step.Started))
        {
            var before = step.Needs.Select(name => chains.GetValueOrDefault(name)).OfType<Chain>().MaxBy(chain => chain.Length);
            chains[step.Name] = new Chain(step, before, step.Duration + (before?.Length ?? TimeSpan.Zero));
        }

        var path = new Stack<StepRecord>();
        for (var chain = chains.Values.MaxBy(last => last.Length); chain is not null; chain = chain.Before)
            path.Push(chain.Step);

        return [.. path];
    }

    private sealed record Chain(StepRecord Step, Chain? Before, TimeSpan Length);
}
