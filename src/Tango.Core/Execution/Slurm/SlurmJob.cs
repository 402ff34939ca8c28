using System.Globalization;

namespace Tango.Execution.Slurm;

/// <summary>A job as the queue shows it.</summary>
/// <param name="Id">Its id, e.g. <c>120</c>, or <c>120_7</c> for the eighth of an array. After the controller lost its state, another job may have it.</param>
/// <param name="State">E.g. <c>RUNNING</c>.</param>
/// <param name="Reason">Why it is in that state, e.g. <c>Resources</c>.</param>
/// <param name="Name">Its name.</param>
/// <param name="Comment">Its comment.</param>
internal sealed record SlurmJob(string Id, string State, string Reason, string Name, string Comment)
{
    private const string ExitCode = "ExitCode=";

    private static readonly string[] Ended = ["COMPLETED", "FAILED", "TIMEOUT", "CANCELLED", "OUT_OF_MEMORY", "NODE_FAIL", "BOOT_FAIL", "DEADLINE", "PREEMPTED", "REVOKED"];
    private static readonly string[] OfTheCluster = ["NODE_FAIL", "BOOT_FAIL", "PREEMPTED", "REVOKED"];

    // What waits for one of these waits for ever. Others, such as "ReqNodeNotAvail", pass.
    private static readonly string[] Impossible =
    [
        "PartitionConfig", "PartitionNodeLimit", "PartitionTimeLimit", "BadConstraints", "DependencyNeverSatisfied", "AccountNotAllowed", "QOSNotAllowed", "InvalidAccount", "InvalidQOS",
    ];

    // E.g. the node still has a job that the controller forgot, and whose id it gave to this one.
    private static readonly string[] NotStarted = ["JobLaunchFailure", "launch failed requeued held", "launch_failed_requeued_held"];

    /// <summary>Whether it waits or runs.</summary>
    public bool IsLive => !Ended.Contains(State);

    /// <summary>Whether the cluster ended it, and neither the step nor a limit: it may run again.</summary>
    public bool WasLost => OfTheCluster.Contains(State);

    /// <summary>Whether it waits for something that will not come: for more than any node has, or a limit for each job.</summary>
    public bool IsImpossible => State == "PENDING" && (Impossible.Contains(Reason) || Reason.StartsWith("QOSMin", StringComparison.Ordinal) || (Reason.Contains("Max", StringComparison.Ordinal) && Reason.Contains("PerJob", StringComparison.Ordinal)));

    /// <summary>Whether a node could not start it, so that Slurm holds it until somebody looks: another submission may be started.</summary>
    public bool CouldNotStart => State == "PENDING" && NotStarted.Contains(Reason);

    /// <summary>Reads the output of <c>squeue</c> in <see cref="SlurmClient.Format"/>.</summary>
    public static IReadOnlyList<SlurmJob> Parse(string output) =>
        [.. output.Split('\n').Select(line => line.TrimEnd('\r').Split('|', 5)).Where(parts => parts.Length == 5).Select(parts => new SlurmJob(parts[0], parts[1], parts[2], parts[3], parts[4]))];

    /// <summary>The exit code in the output of <c>scontrol show job</c>, e.g. <c>ExitCode=21:0</c>, where the number of a signal is last.</summary>
    /// <returns>Null if there is none.</returns>
    public static int? ParseExitCode(string output) =>
        output.Split(' ').FirstOrDefault(field => field.StartsWith(ExitCode, StringComparison.Ordinal)) is { } field
        && int.TryParse(field[ExitCode.Length..].Split(':')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var code) ? code : null;
}
