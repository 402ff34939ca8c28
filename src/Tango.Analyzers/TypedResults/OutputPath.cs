namespace Tango.Analyzers.TypedResults;

/// <summary>Where an export is beside the program.</summary>
internal static class OutputPath
{
    /// <summary>The path relative to the output directory, with <c>/</c>; null for one elsewhere, which a program that was published or copied does not have.</summary>
    /// <param name="projectDirectory">Full path.</param>
    /// <param name="outputDirectory">Full, or relative to the project.</param>
    /// <param name="exportTo">Full, or relative to the project.</param>
    public static string? Of(string projectDirectory, string outputDirectory, string exportTo)
    {
        var output = Full(projectDirectory, outputDirectory).TrimEnd('/') + "/";
        var export = Full(projectDirectory, exportTo);
        var comparison = Path.DirectorySeparatorChar == '\\' ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        return export.StartsWith(output, comparison) && export.Length > output.Length ? export.Substring(output.Length) : null;
    }

    private static string Full(string directory, string path) =>
        Path.GetFullPath(Path.Combine(directory, path.Replace('\\', '/'))).Replace('\\', '/');
}
