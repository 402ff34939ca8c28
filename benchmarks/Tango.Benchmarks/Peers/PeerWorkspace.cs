using System.Globalization;

namespace Tango.Benchmarks.Peers;

/// <summary>The folder in which a tool works: sources in <c>in</c>, outputs in <c>out</c>, and a line for each step that ran. Beside it is what clones may share.</summary>
internal sealed class PeerWorkspace
{
    /// <summary>The file with a line for each step that ran.</summary>
    public const string Marks = "ran.log";

    private readonly string _parent;

    private PeerWorkspace(string parent, string name, PeerGraph graph)
    {
        _parent = parent;
        Directory = Path.Combine(parent, name);
        Graph = graph;
        System.IO.Directory.CreateDirectory(PathOf("in"));
        System.IO.Directory.CreateDirectory(PathOf("out"));
        System.IO.Directory.CreateDirectory(Cache);
    }

    /// <summary>Its full path.</summary>
    public string Directory { get; }

    /// <summary>The graph.</summary>
    public PeerGraph Graph { get; }

    /// <summary>The full path of a folder that all clones share.</summary>
    public string Cache => Path.Combine(_parent, "cache");

    /// <summary>Creates it with its sources.</summary>
    /// <param name="parent">A folder that does not exist.</param>
    public static PeerWorkspace Create(string parent, PeerGraph graph)
    {
        var workspace = new PeerWorkspace(parent, "first", graph);
        for (var step = 0; step < graph.Count; step++)
            File.WriteAllText(workspace.PathOf(PeerGraph.Input(step)), $"input of {PeerGraph.Name(step)}\n");

        return workspace;
    }

    /// <summary>A second one with the same sources, at a new place and with new times, as version control makes it.</summary>
    public PeerWorkspace Clone()
    {
        var clone = new PeerWorkspace(_parent, "second", Graph);
        for (var step = 0; step < Graph.Count; step++)
            File.WriteAllBytes(clone.PathOf(PeerGraph.Input(step)), File.ReadAllBytes(PathOf(PeerGraph.Input(step))));

        return clone;
    }

    /// <summary>The full path of something in it.</summary>
    public string PathOf(string relativePath) => Path.Combine(Directory, relativePath);

    /// <summary>Writes a file of the tool.</summary>
    public void Write(string relativePath, string content) => File.WriteAllText(PathOf(relativePath), content);

    /// <summary>Changes the file that a step reads.</summary>
    public void Edit(int step) => File.AppendAllText(PathOf(PeerGraph.Input(step)), Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture) + "\n");

    /// <summary>Writes the same into every source again: it has a new time, and is equal.</summary>
    public void Touch()
    {
        for (var step = 0; step < Graph.Count; step++)
            File.SetLastWriteTimeUtc(PathOf(PeerGraph.Input(step)), DateTime.UtcNow);
    }

    /// <summary>How many steps have run since the last call.</summary>
    public int TakeMarks()
    {
        if (!File.Exists(PathOf(Marks)))
            return 0;

        var steps = File.ReadLines(PathOf(Marks)).ToList();
        if (steps.Distinct().Count() != steps.Count)
            throw new InvalidOperationException("A step ran twice.");

        File.Delete(PathOf(Marks));
        return steps.Count;
    }
}
