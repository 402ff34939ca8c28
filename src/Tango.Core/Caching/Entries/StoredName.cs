using Tango.IO;

namespace Tango.Caching.Entries;

/// <summary>
/// Names of files within an entry. A format's <c>result.json</c> is stored as <c>result.json.zst</c>; when it replaced a complete entry, as
/// <c>replaced-0123456789abcdef/result.json.zst</c>, so that old and new files never share a name.
/// </summary>
internal static class StoredName
{
    private const string GenerationStart = "replaced-";
    private const int GenerationLength = 9 + 16 + 1;

    /// <summary>A new directory for the files of a replacement, with <c>/</c> at the end.</summary>
    public static string NewGeneration() => $"{GenerationStart}{RandomName.Create()}/";

    /// <summary>Whether a name directly in an entry is that of such a directory.</summary>
    public static bool IsGeneration(string top) =>
        top.Length == GenerationLength - 1 && top.StartsWith(GenerationStart, StringComparison.Ordinal) && RandomName.Is(top.AsSpan(GenerationStart.Length));

    /// <summary>Checks a name that a format used.</summary>
    /// <param name="name">A path within the result, with <c>/</c>.</param>
    /// <param name="isDirectory">Whether it names a directory, with <c>/</c> at the end.</param>
    public static string Check(string name, bool isDirectory)
    {
        if (name.EndsWith('/') != isDirectory || !IsInside(name) || IsOurs(Top(name)))
            throw new ArgumentException($"'{name}' cannot be the name of a {(isDirectory ? "directory" : "file")} of a result.", nameof(name));

        return name;
    }

    /// <summary>Whether a stored name stays inside its entry; metadata may have been edited.</summary>
    /// <param name="name">A name with <c>/</c>.</param>
    public static bool IsInside(string name)
    {
        if (name.Length == 0 || name.Contains('\0', StringComparison.Ordinal) || Path.IsPathRooted(name))
            return false;

        foreach (var part in name.TrimEnd('/').Split('/'))
        {
            if (part is "" or "." or ".." || (OperatingSystem.IsWindows() && PortableName.FindFault(part) is not null))
                return false;
        }

        return true;
    }

    /// <summary>The first part of a name: a name directly in the entry's directory.</summary>
    /// <param name="name">A name with <c>/</c>.</param>
    public static string Top(string name)
    {
        var end = name.IndexOf('/', StringComparison.Ordinal);
        return end < 0 ? name : name[..end];
    }

    /// <summary>The path of a stored file or directory.</summary>
    /// <param name="stored">The name in the metadata.</param>
    public static string PathIn(string directory, string stored) =>
        Path.Combine(directory, stored.Replace('/', Path.DirectorySeparatorChar).TrimEnd(Path.DirectorySeparatorChar));

    /// <summary>The name that the format used.</summary>
    /// <param name="stored">The name in the metadata.</param>
    public static string Given(string stored, string suffix)
    {
        var start = stored.Length > GenerationLength && stored.StartsWith(GenerationStart, StringComparison.Ordinal) && stored[GenerationLength - 1] == '/'
            ? GenerationLength
            : 0;
        var end = stored.Length - (stored.EndsWith('/') || !stored.EndsWith(suffix, StringComparison.Ordinal) ? 0 : suffix.Length);
        return stored[start..end];
    }

    /// <summary>The name in an entry that replaces none.</summary>
    /// <param name="stored">The name in the metadata.</param>
    public static string WithoutGeneration(string stored) => Given(stored, suffix: "");

    private static bool IsOurs(string top) =>
        top is EntryLayout.Metadata or EntryLayout.Log or EntryLayout.Work
        || top[0] == '.'
        || top.StartsWith(GenerationStart, StringComparison.Ordinal);
}
