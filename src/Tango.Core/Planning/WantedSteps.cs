using Tango.Graph;

namespace Tango.Planning;

/// <summary>The steps that are wanted if none are selected: all except those that run only if needed.</summary>
internal static class WantedSteps
{
    /// <summary>Whether each step is wanted, by its index. A result that is not cached and that others use is needed only by them; without consumers it is wanted for itself.</summary>
    /// <param name="isCached">Whether a step's result is cached.</param>
    public static bool[] Find(StepGraph graph, Func<StepNode, bool> isCached)
    {
        var isUsed = new bool[graph.Nodes.Length];
        foreach (var input in graph.Nodes.SelectMany(node => node.Inputs))
            isUsed[input.Index] = true;

        var isWanted = new bool[graph.Nodes.Length];
        foreach (var node in graph.Nodes)
            isWanted[node.Index] = !(node.Options.OnlyIfNeeded ?? node.IsInline) && (!isUsed[node.Index] || isCached(node));

        return isWanted;
    }
}
