using Microsoft.Build.Framework;

namespace Tango.Build.Tasks;

/// <summary>
/// Finds the projects in references of steps (<c>ref:Data/split</c>), so that only their results are requested. Runs in every build of a project with steps and project
/// references: it searches for names in texts and reads no file. A name that matches by chance causes an unnecessary request.
/// </summary>
[MSBuildMultiThreadableTask]
public sealed class FindTangoReferences : TangoTask
{
    private const string Reference = "ref";

    /// <summary>The <c>TangoStep</c> items.</summary>
    [Required]
    public ITaskItem[] Steps { get; set; } = [];

    /// <summary>The projects that this one refers to.</summary>
    public ITaskItem[] ProjectReferences { get; set; } = [];

    /// <summary>Those in references of steps, unchanged.</summary>
    [Output]
    public ITaskItem[] Named { get; private set; } = [];

    private protected override void Run(CancellationToken cancellationToken)
    {
        var texts = TextsWithReferences();
        if (texts.Count > 0)
            Named = Array.FindAll(ProjectReferences, project => IsNamed(ProjectName.From(project.ItemSpec), texts));
    }

    private List<string> TextsWithReferences()
    {
        var texts = new List<string>();
        foreach (var step in Steps)
        {
            foreach (System.Collections.DictionaryEntry entry in ((ITaskItem2)step).CloneCustomMetadataEscaped())
            {
                if (entry.Value is string text && text.Contains('/') && text.Contains(Reference, StringComparison.OrdinalIgnoreCase))
                    texts.Add(Escaping.Unescape(text));
            }
        }

        return texts;
    }

    // In JSON a slash may be escaped.
    private static bool IsNamed(string project, List<string> texts)
    {
        foreach (var text in texts)
        {
            for (var at = text.IndexOf(project, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(project, at + 1, StringComparison.OrdinalIgnoreCase))
            {
                var rest = text.AsSpan(at + project.Length).TrimStart();
                if (rest.StartsWith("/") || rest.StartsWith("\\/"))
                    return true;
            }
        }

        return false;
    }
}
