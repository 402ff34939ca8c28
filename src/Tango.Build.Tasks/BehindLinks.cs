using Tango.Diagnostics;
using Tango.IO;

namespace Tango.Build.Tasks;

/// <summary>Exported files that are behind a link now: they are not deleted, because they may belong to another project. Reported per link, not per file.</summary>
internal sealed class BehindLinks
{
    private readonly FolderLinks _links;
    private readonly HashSet<string> _all;
    private readonly Dictionary<string, List<ExportedFile>> _filesByLink = new(StringComparer.Ordinal);

    /// <param name="all">All files to delete.</param>
    public BehindLinks(FolderLinks links, IReadOnlyList<ExportedFile> all)
    {
        _links = links;
        _all = [.. all.Select(file => file.Path)];
    }

    /// <summary>Whether a file is behind a link; if so, it is recorded.</summary>
    public bool Holds(ExportedFile file)
    {
        if (!File.Exists(file.Path) || _links.Find(file.Path) is not { } link)
            return false;

        // A tree may contain links to its own files: such a file is deleted by its own path.
        if (_links.FindOther(file.Path) is { } other && _all.Contains(other))
            return true;

        if (!_filesByLink.TryGetValue(link, out var files))
            _filesByLink.Add(link, files = []);

        files.Add(file);
        return true;
    }

    /// <summary>The recorded files.</summary>
    public IEnumerable<ExportedFile> Files => _filesByLink.Values.SelectMany(files => files);

    /// <summary>The warnings about them.</summary>
    public IReadOnlyList<Diagnostic> Warnings => [.. _filesByLink.Select(found => Descriptors.ExportNotRemoved.Create(
        DiagnosticSubject.None,
        found.Value.Count == 1 ? $"'{found.Value[0].Path}'" : $"'{found.Value[0].Path}' and {found.Value.Count - 1} more",
        $"'{found.Key}' is a link to '{FolderLinks.TargetOf(found.Key)}'"))];
}
