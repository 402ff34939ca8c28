using System.Diagnostics;

namespace Tango.Execution.Commands;

/// <summary>The shell that reads a command's text: <c>/bin/sh -c</c>, on Windows <c>cmd /d /s /c</c>.</summary>
internal static class CommandShell
{
    /// <summary>The start information.</summary>
    /// <param name="directory">Its working directory, full path.</param>
    /// <exception cref="CommandException">The directory does not exist.</exception>
    public static ProcessStartInfo Start(string text, string directory)
    {
        if (!Directory.Exists(directory))
            throw CommandException.NotStarted($"its WorkingDirectory '{directory}' does not exist");

        var start = new ProcessStartInfo
        {
            WorkingDirectory = directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        if (OperatingSystem.IsWindows())
        {
            // /s: cmd removes the outermost quotes, and everything between them is the text.
            start.FileName = Path.Combine(Environment.SystemDirectory, "cmd.exe");
            start.Arguments = $"/d /s /c \"{text}\"";
        }
        else
        {
            start.FileName = "/bin/sh";
            start.ArgumentList.Add("-c");
            start.ArgumentList.Add(text);
        }

        return start;
    }
}
