namespace Tango.Execution.Slurm;

/// <summary>Why Slurm did not do what it was asked to.</summary>
internal enum SlurmFault
{
    /// <summary>It does not accept the request, and never will.</summary>
    Refused,

    /// <summary>The controller does not answer: it restarts, or the network is down.</summary>
    Unreachable,

    /// <summary>The user has as many jobs as is allowed.</summary>
    Full,

    /// <summary>Its programs are not on this machine.</summary>
    NotInstalled,
}
