using System.Globalization;
using Tango.Execution.Plans;
using Tango.Execution.Worker;

namespace Tango.Execution.Slurm;

/// <summary>What a job runs, and what it asks for.</summary>
internal static class JobScript
{
    // The worker enforces the time limit of an attempt and reports it; Slurm's is for a worker that does not.
    private const int SpareMinutes = 5;

    // A job that also fetches and sends files, and waits for a store that does not answer, ten minutes each time.
    private const int SpareMinutesOfTransfers = 60;

    /// <summary>The script of a job, and of each job of an array.</summary>
    /// <param name="worker">The program and arguments that start a worker.</param>
    /// <param name="folder">What finds the job's folder: a quoted path, or a command that finds it in the list of an array.</param>
    public static string Of(IEnumerable<string> worker, string folder) => $"""
        #!/bin/sh
        # A step of Tango.Build. Looks in the cache first, so it may be submitted again.
        folder={folder}
        [ -n "$folder" ] && cd "$folder" || exit {WorkerProtocol.Misuse}
        attempt=0
        while [ -e "$folder/events.$attempt" ]; do attempt=$((attempt + 1)); done
        exec {string.Join(' ', worker.Select(Quote))} {WorkerProtocol.Run} "$folder/plan.json" {WorkerProtocol.TellsFailure} >>"$folder/events.$attempt" 2>>"$folder/output.$attempt"

        """;

    /// <summary>Finds the folder of one job of an array. A node may see the list some seconds later than this machine.</summary>
    /// <param name="list">The file with all of them.</param>
    public static string FolderIn(string list) => $"""$(for i in 1 2 3 4 5 6; do sed -n "$((SLURM_ARRAY_TASK_ID + 1))p" {Quote(list)} && break; sleep 10; done)""";

    /// <summary>A text as one word for the shell.</summary>
    public static string Quote(string text) => $"'{text.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    /// <summary>
    /// The options of <c>sbatch</c> that are the same for alike steps: those of the project, what the steps of the job need, one after another, and those of the step itself. Of several
    /// for one thing Slurm takes the last.
    /// </summary>
    /// <param name="plan">The plan of the job: the step, and those that run as parts of it because their results are not cached.</param>
    /// <param name="own">The options of the step itself.</param>
    public static IReadOnlyList<string> OptionsOf(ExecutionPlan plan, StepOptions own, SlurmSettings settings)
    {
        var needs = plan.Steps.Select(step => step.Options).ToList();
        List<string> options = ["--nodes=1", "--ntasks=1", "--requeue", "--output=/dev/null", "--error=/dev/null", .. settings.Options];
        if (needs.Max(step => step.Cpus) is { } processors)
            options.Add(Format($"--cpus-per-task={processors}"));

        if (needs.Max(step => step.Memory) is { } bytes)
            options.Add(Format($"--mem={(bytes + 1023) / 1024}K"));

        if (needs.Max(step => step.Gpus) is > 0 and var gpus)
            options.Add(Format($"--gres=gpu:{gpus}"));

        // Of a step without a limit nobody knows how long it takes.
        if (needs.TrueForAll(step => step.Timeout is not null))
            options.Add(Format($"--time={Math.Ceiling(needs.Sum(step => step.Timeout!.Value.TotalMinutes * ((step.Retries ?? 0) + 1))) + (settings.SendsFiles ? SpareMinutesOfTransfers : SpareMinutes):0}"));

        return [.. options, .. own.SlurmOptions];
    }

    /// <summary>The options that let a job start after others are complete, and remove it if one of them fails; and that let only one job of a name run at a time.</summary>
    /// <param name="submission">The job. If its options say what it waits for, that is all it waits for.</param>
    /// <param name="isArray">Whether it is one of an array, whose jobs have one name.</param>
    public static IEnumerable<string> DependencyOf(Submission submission, bool isArray)
    {
        if (submission.Options.Any(option => option.StartsWith("--dependency", StringComparison.Ordinal) || option.StartsWith("-d", StringComparison.Ordinal)))
            return [];

        var after = submission.After.Length > 0 ? "afterok:" + submission.After : "";
        string[] all = isArray ? [after] : [after, "singleton"];
        return string.Join(',', all.Where(part => part.Length > 0)) is { Length: > 0 } wanted ? ["--kill-on-invalid-dep=yes", "--dependency=" + wanted] : [];
    }

    private static string Format(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
