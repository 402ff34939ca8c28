using Tango.Diagnostics;

namespace Tango.Execution.Slurm;

/// <summary>Slurm did not do what it was asked to.</summary>
/// <param name="message">What it said: one line.</param>
/// <param name="kind">Whether it may do it later.</param>
internal sealed class SlurmException(string message, SlurmFault kind) : Exception(message)
{
    /// <summary>Whether it may do it later.</summary>
    public SlurmFault Kind { get; } = kind;

    /// <summary>The error of a step that could not become a job because of it.</summary>
    public Diagnostic Describe(string step) =>
        (Kind == SlurmFault.NotInstalled ? Descriptors.SlurmNotInstalled : Descriptors.JobRefused).Create(DiagnosticSubject.None, step, Message.TrimEnd('.'));
}
