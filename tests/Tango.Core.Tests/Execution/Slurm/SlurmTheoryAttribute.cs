using Tango.Build.TestKit;

namespace Tango.Core.Tests.Execution.Slurm;

/// <summary>A test with a real Slurm and several inputs.</summary>
internal sealed class SlurmTheoryAttribute : TheoryAttribute
{
    public SlurmTheoryAttribute() => Skip = SlurmCluster.ReasonToSkip;
}
