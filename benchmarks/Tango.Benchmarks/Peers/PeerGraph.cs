using Tango.Benchmarks.Generated;

namespace Tango.Benchmarks.Peers;

/// <summary>A graph that every tool gets: each step reads a file of its own and the outputs of the steps that it needs.</summary>
/// <param name="Shape">Its name.</param>
/// <param name="Steps">For each step, the numbers of the steps that it needs; all of them smaller.</param>
internal sealed record PeerGraph(string Shape, int[][] Steps)
{
    /// <summary>How many steps.</summary>
    public int Count => Steps.Length;

    /// <summary>The steps that no other needs: a tool that is asked for these makes all.</summary>
    public int[] Last => [.. Enumerable.Range(0, Count).Except(Steps.SelectMany(needed => needed))];

    /// <summary>Layers of ten; each step needs two of the layer before.</summary>
    public static PeerGraph Layers(int count) =>
        new("layers", [.. Enumerable.Range(0, count).Select(step => LayeredGraph.IsFirst(step) ? [] : (int[])[LayeredGraph.Left(step), LayeredGraph.Right(step)])]);

    /// <summary>One step after the other.</summary>
    public static PeerGraph Chain(int count) => new("chain", [.. Enumerable.Range(0, count).Select(step => step == 0 ? [] : (int[])[step - 1])]);

    /// <summary>One step that needs all others.</summary>
    public static PeerGraph FanIn(int count) => new("fan-in", [.. Enumerable.Range(0, count).Select(step => step < count - 1 ? [] : (int[])[.. Enumerable.Range(0, step)])]);

    /// <summary>How many steps have to run when the file of the first has changed: that step, and all that need it.</summary>
    public int CountBehindFirst()
    {
        var isBehind = new bool[Count];
        isBehind[0] = true;
        for (var step = 1; step < Count; step++)
            isBehind[step] = Steps[step].Any(needed => isBehind[needed]);

        return isBehind.Count(behind => behind);
    }

    /// <summary>The name of a step.</summary>
    public static string Name(int step) => LayeredGraph.Name(step);

    /// <summary>The file that a step reads.</summary>
    public static string Input(int step) => $"in/{Name(step)}.txt";

    /// <summary>The file that a step writes.</summary>
    public static string Output(int step) => $"out/{Name(step)}.txt";

    /// <summary>All files that a step reads.</summary>
    public string[] Inputs(int step) => [Input(step), .. Steps[step].Select(Output)];

    /// <summary>The command of a step: leaves a mark, and writes the checksums of what it reads.</summary>
    public string Command(int step) => $"echo {Name(step)} >> {PeerWorkspace.Marks}; cksum {string.Join(' ', Inputs(step))} > {Output(step)}";
}
