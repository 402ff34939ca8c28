namespace Tango.Steps.Commands;

/// <summary>The values of a command's <c>Shell</c>.</summary>
internal static class ShellNames
{
    /// <summary>The POSIX shell: <c>/bin/sh</c>, on Windows the <c>sh</c> in the PATH.</summary>
    public const string Sh = "sh";

    /// <summary>The <c>bash</c> in the PATH.</summary>
    public const string Bash = "bash";

    /// <summary>The command interpreter of Windows.</summary>
    public const string Cmd = "cmd";

    /// <summary>The <c>pwsh</c> (PowerShell 7 or later) in the PATH.</summary>
    public const string Pwsh = "pwsh";

    /// <summary>All of them, for messages.</summary>
    public const string All = "sh, bash, cmd, pwsh";

    /// <summary>The shell of commands that name none.</summary>
    public static string Default => DefaultOn(OperatingSystem.IsWindows());

    /// <summary>The shell of commands that name none, on Windows or elsewhere.</summary>
    public static string DefaultOn(bool isWindows) => isWindows ? Cmd : Sh;

    /// <summary>Reads a value, ignoring case.</summary>
    /// <returns>One of the constants; null if it is none of them.</returns>
    public static string? Read(string text) => text.Trim().ToLowerInvariant() is (Sh or Bash or Cmd or Pwsh) and var shell ? shell : null;
}
