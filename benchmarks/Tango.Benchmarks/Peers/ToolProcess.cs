using System.Diagnostics;

namespace Tango.Benchmarks.Peers;

/// <summary>Starts programs of other tools.</summary>
internal static class ToolProcess
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(30);

    /// <summary>As many steps at the same time as there are processors.</summary>
    public static string Jobs { get; } = Environment.ProcessorCount.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Runs a program.</summary>
    /// <param name="directory">The working directory.</param>
    /// <param name="environment">Variables to add.</param>
    /// <returns>What it printed, of both kinds.</returns>
    public static string Run(string directory, string program, IEnumerable<string> arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;

        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(Limit))
        {
            process.Kill(entireProcessTree: true);
            throw new InvalidOperationException($"{program} did not end in {Limit}.");
        }

        var text = output.GetAwaiter().GetResult() + error.GetAwaiter().GetResult();
        return process.ExitCode == 0 ? text : throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {text}");
    }

    /// <summary>The first line of what a program says of its version; null when there is no such program.</summary>
    public static string? VersionOf(string program, params string[] arguments)
    {
        try
        {
            return Run(Path.GetTempPath(), program, arguments.Length == 0 ? ["--version"] : arguments).Split('\n')[0].Trim();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
