using System.Diagnostics;
using System.Text;

namespace Tango.Cli;

/// <summary>Calls <c>dotnet</c>: it alone knows the projects.</summary>
internal sealed class DotNetCommand(CliContext context)
{
    /// <summary>Variables of its environment, e.g. properties of Tango; null: without the variable.</summary>
    public IDictionary<string, string?> Environment { get; } = new Dictionary<string, string?>(StringComparer.Ordinal);

    /// <summary>Builds what is in the current folder.</summary>
    /// <param name="arguments">Arguments of <c>dotnet build</c>.</param>
    /// <param name="onLine">Receives each line that it prints. An exception ends it, and is thrown when it has ended.</param>
    /// <param name="cancellationToken">Ends the build as Ctrl+C does, and waits for its end.</param>
    /// <returns>Its exit code.</returns>
    // The terminal logger redraws lines, which only people can read.
    public Task<int> BuildAsync(IEnumerable<string> arguments, Action<string> onLine, CancellationToken cancellationToken) =>
        RunAsync(["build", "-nologo", "-tl:off", "-v:minimal", .. arguments], onLine, cancellationToken);

    /// <summary>Runs a command in the current folder.</summary>
    /// <param name="arguments">Arguments of <c>dotnet</c>.</param>
    /// <param name="onLine">Receives each line that it prints. An exception ends it, and is thrown when it has ended.</param>
    /// <param name="cancellationToken">Ends it as Ctrl+C does, and waits for its end.</param>
    /// <returns>Its exit code.</returns>
    public async Task<int> RunAsync(IEnumerable<string> arguments, Action<string> onLine, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(Host(), arguments)
        {
            WorkingDirectory = context.Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        start.Environment["DOTNET_CLI_FORCE_UTF8_ENCODING"] = "true";
        start.Environment["DOTNET_NOLOGO"] = "1";
        foreach (var (name, value) in Environment)
            start.Environment[name] = value;

        using var build = Process.Start(start) ?? throw new CliException("dotnet could not be started.");
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var lines = new ProcessLines(end.Cancel);
        void Take(string line) => onLine(BuildLine.Clarify(line));
        await Task.WhenAll(lines.ReadAsync(build.StandardOutput, Take), lines.ReadAsync(build.StandardError, Take), WaitAsync(build, end.Token)).ConfigureAwait(false);
        lines.ThrowIfFailed();
        cancellationToken.ThrowIfCancellationRequested();
        return build.ExitCode;
    }

    private static string Host() => System.Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host : "dotnet";

    private static async Task WaitAsync(Process build, CancellationToken cancellationToken)
    {
        var end = Task.CompletedTask;
        using (cancellationToken.Register(() => end = BuildEnd.Default.RequestAsync(build)))
            await build.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);

        await end.ConfigureAwait(false);
    }
}
