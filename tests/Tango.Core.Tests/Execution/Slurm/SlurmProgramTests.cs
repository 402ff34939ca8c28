using Tango.Execution.Slurm;

namespace Tango.Core.Tests.Execution.Slurm;

/// <summary>What Slurm's programs say, and what is made of it.</summary>
public sealed class SlurmProgramTests
{
    [Theory]
    [InlineData("sbatch: error: Batch job submission failed: Requested node configuration is not available\n", "Refused", "Requested node configuration is not available")]
    [InlineData("sbatch: error: CPU count per node can not be satisfied\nsbatch: error: Batch job submission failed: Requested node configuration is not available\n", "Refused", "Requested node configuration is not available")]
    [InlineData("sbatch: error: invalid partition specified: none\nsbatch: error: Batch job submission failed: Invalid partition name specified\n", "Refused", "Invalid partition name specified")]
    [InlineData("sbatch: unrecognized option '--no-such'\nTry \"sbatch --help\" for more information\n", "Refused", "unrecognized option '--no-such'")]
    [InlineData("sbatch: error: QOSMaxCpuPerJobLimit\nsbatch: error: Batch job submission failed: Job violates accounting/QOS policy (job submit limit, user's size and/or time limits)\n", "Refused", "Job violates accounting/QOS policy (job submit limit, user's size and/or time limits)")]
    [InlineData("sbatch: error: QOSMaxWallDurationPerJobLimit\nsbatch: error: Batch job submission failed: Job violates accounting/QOS policy\n", "Refused", "Job violates accounting/QOS policy")]
    [InlineData("sbatch: error: Batch job submission failed: Unable to contact slurm controller (connect failure)\n", "Unreachable", "Unable to contact slurm controller (connect failure)")]
    [InlineData("slurm_load_jobs error: Unable to contact slurm controller (connect failure)\n", "Unreachable", "slurm_load_jobs error: Unable to contact slurm controller (connect failure)")]
    [InlineData("sbatch: error: Batch job submission failed: Socket timed out on send/recv operation\n", "Unreachable", "Socket timed out on send/recv operation")]
    [InlineData("sbatch: error: Slurm temporarily unable to accept job, sleeping and retrying.\n", "Unreachable", "Slurm temporarily unable to accept job, sleeping and retrying.")]
    [InlineData("sbatch: error: QOSMaxSubmitJobPerUserLimit\nsbatch: error: Batch job submission failed: Job violates accounting/QOS policy (job submit limit, user's size and/or time limits)\n", "Full", "Job violates accounting/QOS policy (job submit limit, user's size and/or time limits)")]
    [InlineData("", "Refused", "sbatch ended with code 1")]
    public void A_failure_is_classified_by_what_it_says(string error, string kind, string message)
    {
        var failure = SlurmProgram.Failure("sbatch", 1, error);

        Assert.Equal((kind, message), (failure.Kind.ToString(), failure.Message));
    }

    [Theory]
    [InlineData("12|RUNNING|None|tango.Train-1|/cache/.jobs/Train-1/ab", "12", "/cache/.jobs/Train-1/ab")]
    [InlineData("12_7|PENDING|Resources|tango-array|/c/.jobs/list", "12_7", "/c/.jobs/list")]
    [InlineData("12|RUNNING|None|tango.Train-1|/with|bar and blank", "12", "/with|bar and blank")]
    [InlineData("12|RUNNING|None|tango.Train-1|", "12", "")]
    [InlineData("12|RUNNING|None|tango.Train-1|(null)\r", "12", "(null)")]
    public void A_line_of_the_queue_is_a_job(string line, string id, string comment)
    {
        var job = Assert.Single(SlurmJob.Parse(line + "\n"));

        Assert.Equal((id, comment), (job.Id, job.Comment));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("slurm_load_jobs error")]
    [InlineData("12|RUNNING|None")]
    public void Other_lines_are_none(string output) => Assert.Empty(SlurmJob.Parse(output));

    [Theory]
    [InlineData("PENDING", true, false)]
    [InlineData("RUNNING", true, false)]
    [InlineData("COMPLETING", true, false)]
    [InlineData("REQUEUED", true, false)]
    [InlineData("A_STATE_OF_A_LATER_VERSION", true, false)]
    [InlineData("COMPLETED", false, false)]
    [InlineData("FAILED", false, false)]
    [InlineData("NODE_FAIL", false, true)]
    public void A_job_is_live_until_it_has_ended(string state, bool isLive, bool wasLost)
    {
        var job = new SlurmJob("1", state, "None", "n", "c");

        Assert.Equal((isLive, wasLost), (job.IsLive, job.WasLost));
    }

    [Theory]
    [InlineData("Resources")]
    [InlineData("Priority")]
    [InlineData("Dependency")]
    [InlineData("ReqNodeNotAvail, UnavailableNodes:n1")]
    [InlineData("JobHeldUser")]
    [InlineData("QOSMaxJobsPerUserLimit")]
    public void A_reason_that_passes_is_waited_for(string reason) => Assert.False(new SlurmJob("1", "PENDING", reason, "n", "c").IsImpossible);
}
