namespace Tango.Core.Tests.Execution.Slurm;

/// <summary>A test with a real Slurm.</summary>
internal sealed class SlurmFactAttribute : FactAttribute
{
    public SlurmFactAttribute() =>
        Skip = SlurmCluster.IsInstalled || Environment.GetEnvironmentVariable(SlurmCluster.Needed) is not null ? null : "Slurm is not installed (packages slurm-wlm and munge), or this is not root.";
}
