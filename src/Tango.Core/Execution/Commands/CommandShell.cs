using System.Diagnostics;
using System.Globalization;
using Tango.IO;
using Tango.Steps.Commands;

namespace Tango.Execution.Commands;

/// <summary>The shell that reads a command's text: <c>/bin/sh -c</c>, on Windows <c>cmd /d /s /c</c>, or the one that the command names.</summary>
internal static class CommandShell
{
    // Documented by Microsoft for cmd.
    private const int MaxCmdLine = 8191;

    // cmd and what it starts print in the console's code page, and UTF-8 is expected.
    private const string Utf8OfCmd = "chcp 65001>nul 2>&1&";

    private const string Utf8OfPwsh = "[Console]::OutputEncoding = [System.Text.UTF8Encoding]::new()";

    /// <summary>The start information.</summary>
    /// <param name="shell">One of <see cref="ShellNames"/>.</param>
    /// <param name="directory">Its working directory, full path.</param>
    /// <exception cref="CommandException">The directory or the shell does not exist, or the text is too long for it.</exception>
    public static ProcessStartInfo Start(string shell, string text, string directory)
    {
        if (!Directory.Exists(directory))
            throw CommandException.NotStarted($"its WorkingDirectory '{directory}' does not exist");

        var start = new ProcessStartInfo
        {
            FileName = ProgramOf(shell, OperatingSystem.IsWindows()),
            WorkingDirectory = directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        if (shell == ShellNames.Cmd)
        {
            start.Arguments = ArgumentsOfCmd(text);
        }
        else
        {
            foreach (var argument in ArgumentsOf(shell, text))
                start.ArgumentList.Add(argument);
        }

        // Python writes to pipes in the code page of Windows.
        if (OperatingSystem.IsWindows())
            start.Environment.TryAdd("PYTHONIOENCODING", "utf-8");

        return start;
    }

    /// <summary>The arguments of a shell other than <c>cmd</c>.</summary>
    internal static IReadOnlyList<string> ArgumentsOf(string shell, string text) =>
        shell == ShellNames.Pwsh ? ["-NoLogo", "-NoProfile", "-NonInteractive", "-Command", ScriptOfPwsh(text)] : ["-c", text];

    /// <summary>The arguments of <c>cmd</c>, as one text.</summary>
    /// <exception cref="CommandException">The text is too long.</exception>
    // /d: nothing from the registry runs first. /v:off: '!' is a character. /s: cmd removes the outermost quotes, and everything between them is the text.
    internal static string ArgumentsOfCmd(string text)
    {
        var arguments = $"/d /v:off /s /c \"{Utf8OfCmd}{text.Trim()}\"";
        return arguments.Length <= MaxCmdLine
            ? arguments
            : throw CommandException.NotStarted(string.Create(
                CultureInfo.InvariantCulture, $"cmd reads at most {MaxCmdLine} characters, and the text has {text.Length} with its paths. Put it into a script"));
    }

    // A failed program ends the script's text like a failed command of PowerShell: with an error.
    private static string ScriptOfPwsh(string text) => string.Join(
        Environment.NewLine,
        OperatingSystem.IsWindows() ? Utf8OfPwsh : "",
        "$ErrorActionPreference = 'Stop'",
        text,
        "if (Test-Path -LiteralPath variable:LASTEXITCODE) { exit $LASTEXITCODE }");

    private static string ProgramOf(string shell, bool isWindows) => shell switch
    {
        ShellNames.Sh when !isWindows => "/bin/sh",
        ShellNames.Cmd when isWindows => Path.Combine(Environment.SystemDirectory, "cmd.exe"),
        ShellNames.Cmd => throw CommandException.NotStarted("its Shell is cmd, which only Windows has. Use another Shell, or a condition on the item"),
        _ => ProgramPath.Find(shell) ?? throw CommandException.NotStarted($"its Shell is {shell}, and no folder of the PATH has that program. Install it, or use another Shell"),
    };
}
