using System.Text.Json;

namespace Tango.Benchmarks.Peers.Tools;

/// <summary>A tool from npm. <c>TANGO_BENCHMARK_NODE_MODULES</c> has the path of a <c>node_modules</c> in which it is installed; each workspace has a link to it.</summary>
internal abstract class NodeTool : GraphTool
{
    private static readonly string? Modules = Environment.GetEnvironmentVariable("TANGO_BENCHMARK_NODE_MODULES");

    public sealed override string Name => Package;

    // Of which each starts Node.js, npm or both.
    public override int MostSteps => 100;

    public sealed override bool ComparesContent => true;

    /// <summary>The name of its package, and of its program.</summary>
    protected abstract string Package { get; }

    public sealed override string? FindVersion()
    {
        if (Modules is null || Path.Combine(Modules, Package, "package.json") is var path && !File.Exists(path))
            return null;

        using var package = JsonDocument.Parse(File.ReadAllBytes(path));
        return package.RootElement.GetProperty("version").GetString();
    }

    public sealed override void Prepare(PeerWorkspace workspace)
    {
        Directory.CreateSymbolicLink(workspace.PathOf("node_modules"), Modules!);
        workspace.Write(".gitignore", $"node_modules\nout\n{PeerWorkspace.Marks}\n.{Package}\n");
        Write(workspace);
    }

    /// <summary>Writes <c>package.json</c> and what else the tool reads.</summary>
    protected abstract void Write(PeerWorkspace workspace);

    /// <summary>The full path of its program.</summary>
    protected string ProgramIn(PeerWorkspace workspace) => workspace.PathOf($"node_modules/.bin/{Package}");

    /// <summary>The names of steps.</summary>
    protected static string[] Names(IEnumerable<int> steps) => [.. steps.Select(PeerGraph.Name)];

    /// <summary>Writes a file with an object.</summary>
    protected static void WriteJson(PeerWorkspace workspace, string file, object content) => workspace.Write(file, JsonSerializer.Serialize(content));

    /// <summary>An object with a member for each step.</summary>
    protected static Dictionary<string, object> Members(PeerGraph graph, Func<int, object> create) =>
        Enumerable.Range(0, graph.Count).ToDictionary(PeerGraph.Name, create);
}
