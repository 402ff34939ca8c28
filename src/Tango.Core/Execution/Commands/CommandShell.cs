using System.Diagnostics;
using System.Text;

namespace Tango.Execution.Commands;

/// <summary>The shell that reads a command's text: <c>/bin/sh -c</c>, on Windows <c>cmd /d /s /c</c>.</summary>
internal static class CommandShell
{
    /// <summary>How to start it.</summary>
    /// <param name="text">The text.</param>
    /// <param name="directory">Where it runs, full path.</param>
    /// <exception cref="CommandException">There is no such directory.</exception>
    public static ProcessStartInfo Start(string text, string directory)
    {
        if (!Directory.Exists(directory))
        {
            throw CommandException.NotStarted($"its WorkingDirectory '{directory}' does not exist");
        }

        var start = new ProcessStartInfo
        {
            WorkingDirectory = directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = new UTF8Encoding(false),
            StandardErrorEncoding = new UTF8Encoding(false),
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        if (OperatingSystem.IsWindows())
        {
            // /s: the outermost quotes are cmd's, everything between them is the text.
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
