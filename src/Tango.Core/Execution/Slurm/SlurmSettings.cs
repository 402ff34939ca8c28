using System.Collections.Immutable;

namespace Tango.Execution.Slurm;

/// <summary>How steps become jobs of Slurm. Part of the execution plan, so it has no secrets.</summary>
internal sealed record SlurmSettings
{
    /// <summary>The most jobs that a build has in the queue at a time, unless it says otherwise. Most clusters allow some thousands for each user.</summary>
    public const int DefaultMaxJobs = 1000;

    /// <summary>The program and its first arguments that start a worker on a node; the worker's own arguments follow.</summary>
    public ImmutableArray<string> Worker { get; init; } = [];

    /// <summary>Options of <c>sbatch</c> for every job, e.g. <c>--partition=long</c>. Those of a step follow them.</summary>
    public ImmutableArray<string> Options { get; init; } = [];

    /// <summary>The most jobs in the queue at a time, at least 1.</summary>
    public int MaxJobs { get; init; } = DefaultMaxJobs;

    /// <summary>Whether the build submits all jobs and ends; a later build takes the results.</summary>
    public bool IsDetached { get; init; }

    /// <summary>Whether jobs stay when the build is cancelled.</summary>
    public bool KeepsJobs { get; init; }

    /// <summary>Whether nodes have file systems of their own, so that all that jobs need and make travels through the remote cache.</summary>
    public bool SendsFiles { get; init; }

    /// <summary>Full paths of what the project's steps export. It is no part of the program, though it may be in its folder.</summary>
    public ImmutableArray<string> Exports { get; init; } = [];

    /// <summary>Full path of the file that names that remote cache (<see cref="Caching.Remote.RemoteCacheFile"/>), as its address may have a secret; null if files do not travel.</summary>
    public string? Store { get; init; }
}
