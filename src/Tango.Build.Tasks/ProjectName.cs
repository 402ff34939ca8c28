namespace Tango.Build.Tasks;

/// <summary>The name of a project, and texts that may be meant for one project of a build: <c>Training/report</c>.</summary>
internal static class ProjectName
{
    /// <summary>The name: that of the file without the extension.</summary>
    public static string Of(string projectFile) => Path.GetFileNameWithoutExtension(projectFile);

    /// <summary>What a text says to a project: all of a text for every project, the rest of one for this project, null for one that is for another.</summary>
    /// <param name="text">E.g. <c>report</c> or <c>Training/report</c>.</param>
    /// <param name="project">The project's name.</param>
    public static string? Unqualify(string text, string project)
    {
        var slash = text.IndexOf('/');
        if (slash < 0)
            return text;

        return text.AsSpan(0, slash).Trim().Equals(project, StringComparison.OrdinalIgnoreCase) ? text[(slash + 1)..].Trim() : null;
    }
}
