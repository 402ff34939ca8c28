using Tango.Build.TestKit;

namespace Tango.Core.Tests.Execution.Slurm.Nodes;

/// <summary>A test with a real Slurm and a store.</summary>
internal sealed class NodeStoreFactAttribute : FactAttribute
{
    /// <param name="kind">The store (<see cref="NodeStores"/>).</param>
    public NodeStoreFactAttribute(string kind) => Skip = SlurmCluster.ReasonToSkip ?? (NodeStores.Has(kind) ? null : $"No server for '{kind}' is installed.");
}
