using System.Diagnostics;
using System.Text;

namespace Tango.Build.TestKit;

/// <summary>Runs the real <c>dotnet</c>, as a user would, isolated from the MSBuild that runs the tests.</summary>
public static class DotNet
{
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromMinutes(5);

    // The variables that MSBuild sets for child processes, and those of build servers; a user's shell has none of them.
    private static readonly string[] Inherited =
    [
        "MSBuildSDKsPath", "MSBuildExtensionsPath", "MSBuildLoadMicrosoftTargetsReadOnly", "MSBUILDFAILONDRIVEENUMERATINGWILDCARD",
        "_MSBUILDTLENABLED", "MSBUILDENSURESTDOUTFORTASKPROCESSES", "DOTNET_HOST_PATH", "DOTNET_STARTUP_HOOKS", "MSBUILD_EXE_PATH", "TangoSet", "TangoEnabled",
        "GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "TF_BUILD",
    ];

    /// <summary>The host.</summary>
    public static string Host { get; } = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host : FindHost();

    /// <summary>Runs a command to its end.</summary>
    /// <param name="workingDirectory">Its working directory.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">Variables to add; null values remove.</param>
    /// <param name="timeout">How long it may take; null: five minutes.</param>
    /// <exception cref="DotNetException">It took longer; it and all processes that it started were killed.</exception>
    public static async Task<DotNetResult> RunAsync(
        string workingDirectory,
        IReadOnlyList<string> arguments,
        IEnumerable<KeyValuePair<string, string?>>? environment = null,
        TimeSpan? timeout = null)
    {
        using var process = new Process { StartInfo = StartInfo(workingDirectory, arguments, environment) };
        var all = new StringBuilder();
        var standardOutput = new StringBuilder();
        process.OutputDataReceived += (_, line) => Append(line.Data, all, standardOutput);
        process.ErrorDataReceived += (_, line) => Append(line.Data, all);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();

        var command = $"dotnet {string.Join(' ', arguments)}";
        using var limit = new CancellationTokenSource(timeout ?? DefaultTimeout);
        try
        {
            await process.WaitForExitAsync(limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new DotNetException(Result(-1), $"still running after {timeout ?? DefaultTimeout}, killed");
        }

        return Result(process.ExitCode);

        DotNetResult Result(int exitCode)
        {
            lock (all)
                return new(command, exitCode, all.ToString().TrimEnd(), standardOutput.ToString().TrimEnd());
        }
    }

    private static void Append(string? line, StringBuilder all, StringBuilder? standardOutput = null)
    {
        if (line is null)
            return;

        lock (all)
        {
            all.AppendLine(line);
            standardOutput?.AppendLine(line);
        }
    }

    /// <summary>The start information of a command with redirected output.</summary>
    /// <param name="workingDirectory">Its working directory.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">Variables to add; null values remove.</param>
    public static ProcessStartInfo StartInfo(
        string workingDirectory, IReadOnlyList<string> arguments, IEnumerable<KeyValuePair<string, string?>>? environment = null)
    {
        var start = new ProcessStartInfo(Host, [.. arguments, .. CompilerServer.ArgumentsFor(arguments)])
        {
            WorkingDirectory = workingDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (var name in Inherited)
            start.Environment.Remove(name);

        // Outside of the repository each nuget.config sets its own packages folder; this variable would override it, and packages under test would stay on the machine.
        if (!Path.GetFullPath(workingDirectory).StartsWith(Repository.Root, StringComparison.Ordinal))
            start.Environment.Remove("NUGET_PACKAGES");

        // No MSBuild process may outlive the command: it would have files open in a folder that is about to be removed.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        foreach (var (name, value) in environment ?? [])
            start.Environment[name] = value;

        return start;
    }

    private static string FindHost() =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? Environment.ProcessPath! : "dotnet";
}
