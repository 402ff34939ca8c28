namespace Tango.Execution.Slurm;

/// <summary>
/// The names of jobs. A name is a job's identity: ids are given again after the controller lost its state. <c>--dependency=singleton</c> lets only one job of a name and user run at a
/// time.
/// </summary>
internal static class JobName
{
    private const string Step = "tango.";

    /// <summary>The name of all arrays; which steps one has is in the file that its comment names.</summary>
    public const string Array = "tango-array";

    /// <summary>The name of the job that computes a result.</summary>
    public static string For(string uniqueId) => Step + uniqueId;
}
