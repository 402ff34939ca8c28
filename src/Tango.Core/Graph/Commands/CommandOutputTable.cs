using Tango.Graph.Binding;
using Tango.Steps.Commands;

namespace Tango.Graph.Commands;

/// <summary>The files of the project that each command writes.</summary>
internal sealed class CommandOutputTable
{
    private readonly Dictionary<string, (StepDraft Owner, CommandOutput Output)> _files = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<(StepDraft Owner, CommandOutput Output)> _wide = [];

    // For each folder that contains outputs, two of the commands that write there: so for any step, at least one of them is another step.
    private readonly Dictionary<string, List<StepDraft>> _folders = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether no command declares an output.</summary>
    public bool IsEmpty => _files.Count == 0 && _wide.Count == 0;

    /// <summary>Adds an output.</summary>
    /// <returns>An existing output that overlaps with it; null if there is none.</returns>
    public (StepDraft Owner, CommandOutput Output)? Add(StepDraft owner, CommandOutput output)
    {
        var overlap = FindOverlap(output);
        if (output.Kind == CommandOutputKind.File)
            _files.TryAdd(output.Path, (owner, output));
        else
            _wide.Add((owner, output));

        AddFolders(owner, output);

        return overlap;
    }

    /// <summary>Finds the command that writes a file.</summary>
    /// <param name="relativePath">The file's path relative to the project's folder, with <c>/</c>.</param>
    public (StepDraft Owner, CommandOutput Output)? Find(string relativePath)
    {
        if (_files.TryGetValue(relativePath, out var exact))
            return exact;

        foreach (var wide in _wide)
        {
            if (wide.Output.Holds(relativePath))
                return wide;
        }

        return null;
    }

    /// <summary>
    /// Finds a command other than the exported step that writes to the path of an export, or above or below it. An export into a folder of outputs, or into one with <c>/</c> at
    /// its end, is a separate file there.
    /// </summary>
    /// <param name="relativePath">The path of the export, relative to the project's folder, with <c>/</c>; for a folder also at its end.</param>
    /// <param name="isSame">Whether both write the same file.</param>
    public StepDraft? FindConflict(StepDraft exported, string relativePath, out bool isSame)
    {
        var path = relativePath.TrimEnd('/');
        isSame = _files.TryGetValue(path, out var same) && same.Owner != exported && path.Length == relativePath.Length;
        if (same.Owner is not null && same.Owner != exported)
            return same.Owner;

        foreach (var folder in FoldersAbove(path))
        {
            if (_files.TryGetValue(folder, out var above) && above.Owner != exported)
                return above.Owner;
        }

        return path.Length == relativePath.Length && _folders.TryGetValue(path, out var within) ? within.Find(owner => owner != exported) : null;
    }

    private void AddFolders(StepDraft owner, CommandOutput output)
    {
        foreach (var folder in FoldersAbove(output.Folder).Append(output.Folder))
        {
            if (!_folders.TryGetValue(folder, out var within))
                _folders.Add(folder, within = []);

            if (within.Count < 2 && !within.Contains(owner))
                within.Add(owner);
        }
    }

    private static IEnumerable<string> FoldersAbove(string path)
    {
        for (var slash = path.LastIndexOf('/'); slash > 0; slash = path.LastIndexOf('/', slash - 1))
            yield return path[..slash];
    }

    private (StepDraft Owner, CommandOutput Output)? FindOverlap(CommandOutput output)
    {
        if (_files.TryGetValue(output.Path, out var same))
            return same;

        foreach (var wide in _wide)
        {
            if (wide.Output.Overlaps(output))
                return wide;
        }

        if (output.Kind != CommandOutputKind.File)
        {
            foreach (var file in _files.Values)
            {
                if (output.Overlaps(file.Output))
                    return file;
            }
        }

        return null;
    }
}
