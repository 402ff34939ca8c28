using Tango.Build.TestKit;

namespace Tango.Core.Tests.Execution.Slurm;

/// <summary>The tests that share one cluster. Some kill parts of it, so they run one after another.</summary>
[CollectionDefinition(Name)]
public sealed class SlurmGroup : ICollectionFixture<SlurmCluster>, ICollectionFixture<Nodes.NodeStores>
{
    public const string Name = "Slurm";
}
