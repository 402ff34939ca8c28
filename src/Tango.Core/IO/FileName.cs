namespace Tango.IO;

/// <summary>File names that are not valid text, which Unix allows. .NET reads them with replacement characters, and then does not find the file.</summary>
internal static class FileName
{
    private const char Replacement = '\uFFFD';

    /// <summary>Whether a path that a folder listing contains cannot be opened, because its name is not UTF-8.</summary>
    /// <param name="path">Full path.</param>
    public static bool IsUnreadable(string path) => path.Contains(Replacement) && FileStatus.ReadLink(path).Kind == FileKind.Missing;

    /// <summary>The path for messages.</summary>
    /// <param name="path">Full path.</param>
    public static string Show(string path) => path.Replace($"{Replacement}", "\\uFFFD", StringComparison.Ordinal);
}
