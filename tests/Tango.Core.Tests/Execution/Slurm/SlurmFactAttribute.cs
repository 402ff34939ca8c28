using Tango.Build.TestKit;

namespace Tango.Core.Tests.Execution.Slurm;

/// <summary>A test with a real Slurm.</summary>
internal sealed class SlurmFactAttribute : FactAttribute
{
    public SlurmFactAttribute() => Skip = SlurmCluster.ReasonToSkip;
}
