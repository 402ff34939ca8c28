using System.Diagnostics;

namespace Tango.Cli.Tests;

/// <summary>The tool as a process of its own, which calls a script instead of <c>dotnet</c>.</summary>
internal static class ToolProcess
{
    /// <summary>Starts it in a folder. Not for Windows.</summary>
    /// <param name="script">The text of a script.</param>
    public static Process Start(RecordedFolder folder, string script, params string[] arguments) => StartIn(folder, Path.GetTempPath(), script, arguments);

    /// <summary>Starts it in a folder, with another one for temporary files.</summary>
    /// <param name="script">The text of a script.</param>
    public static Process StartIn(RecordedFolder folder, string temporary, string script, params string[] arguments)
    {
        var dotnet = folder.PathOf("dotnet");
        File.WriteAllText(dotnet, script);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(dotnet, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", ["exec", typeof(CommandTree).Assembly.Location, .. arguments])
        {
            WorkingDirectory = folder.Path,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_HOST_PATH"] = dotnet;
        start.Environment["TMPDIR"] = temporary;
        return Process.Start(start)!;
    }
}
