using System.Globalization;

namespace Tango.Core.Tests.Execution.Steps;

/// <summary>
/// Writes into a journal, a folder, which job of the cluster runs it, as which process and on which node, and waits at a gate: a named pipe, which is read to its end, so a test that opens and
/// closes it lets one run pass.
/// </summary>
[Step(Deterministic = true, Version = "1")]
public sealed class WritesJournal : Step<int>
{
    public async Task<int> RunAsync(string name, string journal, string gate = "", int value = 1, int after = 0, CancellationToken cancellationToken = default)
    {
        string[] entry =
        [
            name,
            Environment.GetEnvironmentVariable("SLURM_JOB_ID") ?? "-",
            Environment.ProcessId.ToString(CultureInfo.InvariantCulture),
            Environment.GetEnvironmentVariable("SLURMD_NODENAME") ?? "-",
        ];
        var time = DateTime.UtcNow.Ticks.ToString("D20", CultureInfo.InvariantCulture);
        await File.WriteAllTextAsync(Path.Combine(Directory.CreateDirectory(journal).FullName, $"{time} {string.Join(' ', entry)}"), "", cancellationToken);
        Logger.Info("in the journal");
        if (gate.Length > 0)
            await File.ReadAllTextAsync(gate, cancellationToken);

        return value + after;
    }
}

/// <summary>Fails where a job of a cluster runs it.</summary>
[Step(Deterministic = true, Version = "1")]
public sealed class FailsInJobs : Step<int>
{
    public int Run() => Environment.GetEnvironmentVariable("SLURM_JOB_ID") is null ? 1 : throw new InvalidOperationException("not on a node");
}

/// <summary>Ends its process.</summary>
[Step(Deterministic = true, Version = "1")]
public sealed class ExitsWith : Step<int>
{
    public int Run(int code)
    {
        Environment.Exit(code);
        return code;
    }
}

/// <summary>The names of the environment variables with a prefix that its process was started with, on Linux.</summary>
[Step(Deterministic = true, Version = "1")]
public sealed class NamesVariables : Step<string>
{
    public string Run(string prefix) => string.Join(' ', File.ReadAllText("/proc/self/environ").Split('\0').Select(variable => variable.Split('=')[0]).Where(name => name.StartsWith(prefix, StringComparison.Ordinal)));
}

/// <summary>Joins input files, as a file. Fails if it sees a folder that a test hides from the node.</summary>
[Step(Deterministic = true, Version = "1")]
public sealed class JoinsFiles : Step<OutputFile>
{
    public OutputFile Run(InputFiles files, [SkipInId] InputFile? note = null, [SkipInId] string hidden = "")
    {
        if (Directory.Exists(hidden))
            throw new InvalidOperationException($"'{hidden}' is not hidden.");

        var path = Path.Combine(WorkDirectory, "joined.txt");
        File.WriteAllText(path, string.Concat(files.Select(file => file.ReadAllText())) + note?.ReadAllText());
        return new OutputFile(path);
    }
}
