using System.Collections.Frozen;
using System.ComponentModel;
using System.Diagnostics;
using Tango.IO;

namespace Tango.Execution.Slurm;

/// <summary>Runs the programs of Slurm: <c>sbatch</c>, <c>squeue</c>, <c>scancel</c>.</summary>
internal static class SlurmProgram
{
    // A client blocks for some seconds while the controller does not answer, and tries again.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    // What describes a job to the programs in it. In a build that itself runs in a job, they would become options of the new ones.
    private const string OfOtherJob = "SLURM_";

    private static readonly string[] OfUser = ["SLURM_CONF", "SLURM_CLUSTERS", "SLURM_JWT"];

    private static readonly string[] Unreachable =
    [
        "Unable to contact slurm controller", "Socket timed out", "Connection refused", "Connection timed out", "Connection reset", "Zero Bytes were transmitted",
        "Transport endpoint", "temporarily unable", "Unable to establish", "Resource temporarily unavailable", "backup controller", "in standby mode", "Protocol authentication error",
    ];

    // Limits for each job, which Slurm reports with the same last line as those that pass.
    private static readonly string[] Never = ["PerJob", "MaxWall", "QOSMin"];

    private static readonly string[] Full = ["MaxSubmitJob", "MaxJobCount", "accounting/QOS policy", "job submit limit", "Too many jobs"];

    /// <summary>Runs a program to its end.</summary>
    /// <param name="name">Its name; it is looked for in PATH.</param>
    /// <param name="input">Its standard input.</param>
    /// <param name="environment">Environment variables besides those of this process.</param>
    /// <returns>Its standard output.</returns>
    /// <exception cref="SlurmException">It is missing, failed, or did not end in time.</exception>
    public static async Task<string> RunAsync(
        string name, IEnumerable<string> arguments, string input, CancellationToken cancellationToken, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = StartOf(name, arguments);
        foreach (var (variable, value) in environment ?? FrozenDictionary<string, string>.Empty)
            start.Environment[variable] = value;

        var ran = await StartAsync(start, input, cancellationToken).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        if (ran.WasEnded)
            throw new SlurmException($"{name} did not end within {Patience.TotalSeconds} seconds", SlurmFault.Unreachable);

        return ran.ExitCode == 0 ? ran.Output : throw Failure(name, ran.ExitCode, ran.Error);
    }

    /// <summary>What a failure of one of the programs is.</summary>
    /// <param name="error">What it wrote to its standard error.</param>
    internal static SlurmException Failure(string name, int exitCode, string error)
    {
        var line = error.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault(line => !line.StartsWith("Try ", StringComparison.Ordinal)) ?? $"{name} ended with code {ChildProcess.Show(exitCode)}";
        var kind = Never.Any(error.Contains) ? SlurmFault.Refused : Unreachable.Any(error.Contains) ? SlurmFault.Unreachable : Full.Any(error.Contains) ? SlurmFault.Full : SlurmFault.Refused;
        return new SlurmException(TextLimits.Cut(WithoutPrefix(line, name), TextLimits.MaxError), kind);
    }

    // "sbatch: error: Batch job submission failed: …"
    private static string WithoutPrefix(string line, string name)
    {
        foreach (var prefix in (string[])[name + ": ", "error: ", "Batch job submission failed: "])
        {
            if (line.StartsWith(prefix, StringComparison.Ordinal))
                line = line[prefix.Length..];
        }

        return line;
    }

    private static ProcessStartInfo StartOf(string name, IEnumerable<string> arguments)
    {
        var path = ProgramPath.Find(name) ?? throw new SlurmException($"there is no program '{name}' in PATH", SlurmFault.NotInstalled);
        var start = new ProcessStartInfo(path, arguments);
        foreach (var variable in start.Environment.Keys.Where(IsOfOtherJob).ToArray())
            start.Environment.Remove(variable);

        return start;
    }

    private static async Task<ProgramOutput> StartAsync(ProcessStartInfo start, string input, CancellationToken cancellationToken)
    {
        try
        {
            return await ProgramOutput.RunAsync(start, input, Patience, cancellationToken).ConfigureAwait(false);
        }
        catch (Win32Exception exception)
        {
            throw new SlurmException($"'{start.FileName}' could not be started: {exception.Message}", SlurmFault.NotInstalled);
        }
    }

    private static bool IsOfOtherJob(string variable) =>
        Environment.GetEnvironmentVariable("SLURM_JOB_ID") is not null && variable.StartsWith(OfOtherJob, StringComparison.Ordinal) && !OfUser.Contains(variable);
}
