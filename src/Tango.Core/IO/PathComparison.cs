namespace Tango.IO;

/// <summary>How the file systems of this system usually tell paths apart.</summary>
internal static class PathComparison
{
    /// <summary>Compares two paths.</summary>
    public static StringComparison Kind { get; } = OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;

    /// <summary>The same, for sets of paths.</summary>
    public static StringComparer Comparer { get; } = StringComparer.FromComparison(Kind);
}
