namespace Tango.Execution.Slurm;

/// <summary>Slurm did not do what it was asked to.</summary>
/// <param name="message">What it said: one line.</param>
/// <param name="kind">Whether it may do it later.</param>
internal sealed class SlurmException(string message, SlurmFault kind) : Exception(message)
{
    /// <summary>Whether it may do it later.</summary>
    public SlurmFault Kind { get; } = kind;
}
