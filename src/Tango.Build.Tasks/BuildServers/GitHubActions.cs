using System.Globalization;
using System.Text;

namespace Tango.Build.Tasks.BuildServers;

/// <summary>
/// GitHub Actions. Its runner obeys a line that begins with <c>::error …::</c> after any blanks. The matcher that <c>actions/setup-dotnet</c> adds annotates lines of MSBuild that have a line
/// number and end with the name of the project, which MSBuild leaves out if the error is in the file of the project.
/// </summary>
/// <param name="root">The folder of the clone; null if it is not known.</param>
internal sealed class GitHubActions(string? root) : IBuildServer
{
    /// <inheritdoc/>
    public string? Root => root;

    /// <inheritdoc/>
    public bool Annotates(bool isOfProject, bool hasLine) => hasLine && !isOfProject;

    /// <inheritdoc/>
    public string Format(Annotation annotation)
    {
        var line = new StringBuilder("::").Append(annotation.Kind).Append(' ');
        if (annotation.File is { } file)
        {
            line.Append("file=").Append(Property((root is null ? file : Path.GetRelativePath(root, file)).Replace('\\', '/'))).Append(',');
            Append(line, "line", annotation.Position.Line);
            Append(line, "col", annotation.Position.Column);
        }

        return line.Append("title=").Append(Property(annotation.Code)).Append("::").Append(Data(annotation.Message)).ToString();
    }

    private static void Append(StringBuilder line, string name, int number)
    {
        if (number > 0)
            line.Append(CultureInfo.InvariantCulture, $"{name}={number},");
    }

    private static string Data(string text) => text
        .Replace("%", "%25", StringComparison.Ordinal)
        .Replace("\r", "%0D", StringComparison.Ordinal)
        .Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) => Data(text)
        .Replace(":", "%3A", StringComparison.Ordinal)
        .Replace(",", "%2C", StringComparison.Ordinal);
}
