namespace Tango.Build.Tasks;

/// <summary>The name of a project, and texts that may be for one project of a build: <c>Training/report</c>.</summary>
internal static class ProjectName
{
    /// <summary>The name: that of the file without the extension.</summary>
    public static string From(string projectFile) => Path.GetFileNameWithoutExtension(projectFile);

    /// <summary>The part of a text that is for a project: the whole text if it is for every project, the rest if it is for this one, null if it is for another.</summary>
    /// <param name="text">E.g. <c>report</c> or <c>Training/report</c>.</param>
    public static string? Unqualify(string text, string project)
    {
        var slash = text.IndexOf('/');
        if (slash < 0)
            return text;

        return text.AsSpan(0, slash).Trim().Equals(project, StringComparison.OrdinalIgnoreCase) ? text[(slash + 1)..].Trim() : null;
    }
}
