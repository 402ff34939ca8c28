using System.Globalization;
using System.Text;

namespace Tango.Build.Tasks.BuildServers;

/// <summary>
/// Azure Pipelines. Its agent obeys <c>##vso[…]</c> in a line. The task <c>DotNetCoreCLI</c> gives MSBuild a logger that annotates each error itself; a script has none.
/// </summary>
/// <param name="root">The folder of the clone; null if it is not known.</param>
/// <param name="hasLogger">Whether MSBuild has the logger.</param>
internal sealed class AzurePipelines(string? root, bool hasLogger) : IBuildServer
{
    private const string LoggerAssembly = "Microsoft.TeamFoundation.DistributedTask.MSBuild.Logger";

    // What the agent reads as escaped. A percent sign before anything else stays as it is: agents that do not know the first of them would show it.
    private static readonly string[] Escapes = ["AZP25", "3B", "0D", "0A", "5D"];

    /// <inheritdoc/>
    public string? Root => root;

    /// <summary>Whether the logger is loaded into this process: each node of MSBuild has one.</summary>
    public static bool HasLogger() => AppDomain.CurrentDomain.GetAssemblies().Any(assembly => assembly.GetName().Name == LoggerAssembly);

    /// <summary>The line of output that adds a Markdown file to the summary of a run.</summary>
    /// <param name="path">Full path.</param>
    public static string UploadSummary(string path) => $"##vso[task.uploadsummary]{Escape(path)}";

    /// <inheritdoc/>
    public bool Annotates(bool isOfProject, bool hasLine) => hasLogger;

    /// <inheritdoc/>
    public string Format(Annotation annotation)
    {
        var line = new StringBuilder("##vso[task.logissue type=").Append(annotation.Kind).Append(';');
        if (annotation.File is { } file)
        {
            line.Append("sourcepath=").Append(Escape(file)).Append(';');
            Append(line, "linenumber", annotation.Position.Line);
            Append(line, "columnnumber", annotation.Position.Column);
        }

        return line.Append("code=").Append(Escape(annotation.Code)).Append(";]").Append(Escape(annotation.Message)).ToString();
    }

    private static void Append(StringBuilder line, string name, int number)
    {
        if (number > 0)
            line.Append(CultureInfo.InvariantCulture, $"{name}={number};");
    }

    private static string Escape(string text)
    {
        foreach (var escape in Escapes)
            text = text.Replace("%" + escape, "%AZP25" + escape, StringComparison.Ordinal);

        return text
            .Replace("\r", "%0D", StringComparison.Ordinal)
            .Replace("\n", "%0A", StringComparison.Ordinal)
            .Replace(";", "%3B", StringComparison.Ordinal)
            .Replace("]", "%5D", StringComparison.Ordinal);
    }
}
