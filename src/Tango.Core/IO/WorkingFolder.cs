using System.Globalization;

namespace Tango.IO;

/// <summary>The folder in which a program is started.</summary>
internal static class WorkingFolder
{
    // Of CreateProcess, whatever the system's setting for long paths: MAX_PATH with a separator and a zero at the end.
    private const int MaxOnWindows = 258;

    /// <summary>Why no program can be started in a folder: a sentence with a solution. Null if the folder is not the reason.</summary>
    /// <param name="folder">Full path.</param>
    public static string? FindFault(string folder) => OperatingSystem.IsWindows() ? FindFaultOnWindows(folder) : null;

    /// <summary>The same on Windows.</summary>
    internal static string? FindFaultOnWindows(string folder) => Path.TrimEndingDirectorySeparator(folder).Length <= MaxOnWindows
        ? null
        : string.Create(CultureInfo.InvariantCulture, $"Windows starts programs only in folders whose path has at most {MaxOnWindows} characters, and '{folder}' has {folder.Length}. Move the project to a shorter path");
}
