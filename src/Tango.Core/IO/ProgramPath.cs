namespace Tango.IO;

/// <summary>Finds programs in the folders of the environment variable PATH, and nowhere else: a start by name would also find one in the current folder.</summary>
internal static class ProgramPath
{
    /// <summary>The full path of a program; null if there is none.</summary>
    /// <param name="name">Its name without an extension.</param>
    public static string? Find(string name) => Find(name, Environment.GetEnvironmentVariable("PATH") ?? "", OperatingSystem.IsWindows() ? ".exe" : "");

    /// <summary>The same for another PATH.</summary>
    /// <param name="folders">The value of PATH.</param>
    /// <param name="extension">The extension of programs, with its dot; empty if they have none.</param>
    public static string? Find(string name, string folders, string extension)
    {
        foreach (var folder in folders.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var path = Path.Combine(folder.Trim('"'), name + extension);
            if (Path.IsPathFullyQualified(path) && File.Exists(path) && IsExecutable(path))
                return path;
        }

        return null;
    }

    private static bool IsExecutable(string path) =>
        OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0;
}
