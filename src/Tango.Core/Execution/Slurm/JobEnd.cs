namespace Tango.Execution.Slurm;

/// <summary>The ends of jobs in words.</summary>
internal static class JobEnd
{
    /// <summary>What became of a job, after the words "Its job".</summary>
    /// <param name="job">Null if the queue does not know it any more.</param>
    /// <param name="stage">What it failed at before it could report, after the words "Its job"; null if that is not known.</param>
    public static string Describe(SlurmJob? job, string? stage = null) => job switch
    {
        not null when stage is not null => $"({job.Id}) {stage}",
        null => "is not in the queue any more, and has left no result",
        { State: "COMPLETED" } => $"({job.Id}) ended, but its result is not in the cache",
        { State: "TIMEOUT" or "DEADLINE" } => $"({job.Id}) ran longer than Slurm allows",
        { State: "OUT_OF_MEMORY" } => $"({job.Id}) used more memory than it has",
        { State: "CANCELLED" } => $"({job.Id}) was cancelled",
        { WasLost: true } => $"({job.Id}) was lost with its node again and again ({job.State})",
        _ => $"({job.Id}) ended without a report ({job.State}{(job.Reason is "" or "None" ? "" : ", " + job.Reason)})",
    };

    /// <summary>The way out: a sentence and a blank, or nothing.</summary>
    /// <param name="sendsFiles">Whether nodes have file systems of their own.</param>
    public static string WayOut(SlurmJob? job, bool sendsFiles) => job?.State switch
    {
        null or "COMPLETED" or "FAILED" when sendsFiles => "The node needs curl, tar, sha256sum and .NET, must reach TangoRemoteCache, and needs enough memory: set Memory. ",
        null or "COMPLETED" => "The directory of the cache must be the same on this machine and on the nodes. ",
        "TIMEOUT" or "DEADLINE" => "Set or raise Timeout, or give --time in SlurmOptions. ",
        "OUT_OF_MEMORY" => "Set or raise Memory. ",
        "CANCELLED" => "Build again to submit it again. ",
        "FAILED" => "A crash, or too little memory, ends a job without a report: set Memory, and see what it printed. ",
        _ => "",
    };
}
