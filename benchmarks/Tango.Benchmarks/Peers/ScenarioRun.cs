using Tango.Benchmarks.Measuring;

namespace Tango.Benchmarks.Peers;

/// <summary>Leads a tool through all scenarios, and checks after each that as many steps ran as had to.</summary>
/// <param name="tool">The tool.</param>
/// <param name="first">A workspace that has only sources.</param>
/// <param name="report">Receives what each part took, and how many steps ran.</param>
internal sealed class ScenarioRun(GraphTool tool, PeerWorkspace first, Action<string, Scenario, Timing, int> report)
{
    private int All => first.Graph.Count;

    public void Run()
    {
        tool.Prepare(first);
        Check(first, Scenario.Cold, All);
        Check(first, Scenario.UpToDate, 0);
        first.Edit(All - 1);
        Check(first, Scenario.LeafChanged, 1);
        first.Edit(0);
        Check(first, Scenario.RootChanged, first.Graph.CountBehindFirst());
        first.Touch();
        Check(first, Scenario.Touched, tool.ComparesContent ? 0 : All);

        var clone = first.Clone();
        tool.PrepareClone(first, clone);
        Check(clone, Scenario.Clone, tool.HasCache ? 0 : All);
    }

    private void Check(PeerWorkspace workspace, Scenario scenario, int expected)
    {
        var parts = tool.Run(workspace);
        var ran = workspace.TakeMarks();
        if (ran != expected)
            throw new InvalidOperationException($"{tool.Name}, {workspace.Graph.Shape} of {All} steps, {scenario}: {ran} steps ran instead of {expected}.");

        foreach (var (part, timing) in parts)
            report(part, scenario, timing, ran);
    }
}
