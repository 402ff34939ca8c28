using System.Globalization;
using Tango.Execution.Plans;
using Tango.Execution.Worker;

namespace Tango.Execution.Slurm;

/// <summary>What a job runs, and what it asks for.</summary>
internal static class JobScript
{
    /// <summary>The option that says which jobs must end first.</summary>
    public const string Dependency = "--dependency=";

    // The worker enforces the time limit of an attempt and reports it; Slurm's is for a worker that does not.
    private const int SpareMinutes = 5;

    /// <summary>The script of a job, and of each job of an array.</summary>
    /// <param name="worker">The program and arguments that start a worker.</param>
    /// <param name="folder">What finds the job's folder: a quoted path, or a command that finds it in the list of an array.</param>
    public static string Of(IEnumerable<string> worker, string folder) => $"""
        #!/bin/sh
        # A step of Tango.Build. Looks in the cache first, so it may be submitted again.
        folder={folder}
        attempt=${"{"}SLURM_RESTART_COUNT:-0{"}"}
        cd "$folder" || exit {WorkerProtocol.Misuse}
        exec {string.Join(' ', worker.Select(Quote))} {WorkerProtocol.Run} "$folder/plan.json" >>"$folder/events.$attempt" 2>>"$folder/output.$attempt"

        """;

    /// <summary>Finds the folder of one job of an array.</summary>
    /// <param name="list">The file with all of them.</param>
    public static string FolderIn(string list) => $"""$(sed -n "$((SLURM_ARRAY_TASK_ID + 1))p" {Quote(list)})""";

    /// <summary>A text as one word for the shell.</summary>
    public static string Quote(string text) => $"'{text.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    /// <summary>The options of <c>sbatch</c> that are the same for alike steps: those of the project, what the step needs, and those of the step. Of several for one thing Slurm takes the last.</summary>
    public static IReadOnlyList<string> OptionsOf(ExecutionStep step, SlurmSettings settings)
    {
        var needs = step.Options;
        List<string> options = ["--nodes=1", "--ntasks=1", "--requeue", "--output=/dev/null", "--error=/dev/null", .. settings.Options];
        if (needs.Cpus is { } processors)
            options.Add(Format($"--cpus-per-task={processors}"));

        if (needs.Memory is { } bytes)
            options.Add(Format($"--mem={(bytes + 1023) / 1024}K"));

        if (needs.Gpus is > 0 and var gpus)
            options.Add(Format($"--gres=gpu:{gpus}"));

        if (needs.Timeout is { } limit)
            options.Add(Format($"--time={Math.Ceiling(limit.TotalMinutes * ((needs.Retries ?? 0) + 1)) + SpareMinutes:0}"));

        return [.. options, .. needs.SlurmOptions];
    }

    /// <summary>The options of a job that starts after others are complete, and is removed if one of them fails.</summary>
    /// <param name="ids">The ids of those jobs.</param>
    public static IReadOnlyList<string> After(IEnumerable<string> ids) =>
        string.Join(':', ids) is { Length: > 0 } all ? ["--kill-on-invalid-dep=yes", Dependency + "afterok:" + all] : [];

    private static string Format(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
