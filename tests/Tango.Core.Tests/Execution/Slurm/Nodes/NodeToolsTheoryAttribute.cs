namespace Tango.Core.Tests.Execution.Slurm.Nodes;

/// <summary>The same, with several inputs.</summary>
internal sealed class NodeToolsTheoryAttribute : TheoryAttribute
{
    public NodeToolsTheoryAttribute() => Skip = NodeToolsFactAttribute.ReasonToSkip;
}
