using Tango.Steps.Commands;

namespace Tango.Graph;

/// <summary>Which command writes which files of the project.</summary>
internal sealed class CommandOutputTable
{
    private readonly Dictionary<string, (StepDraft Owner, CommandOutput Output)> _files = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<(StepDraft Owner, CommandOutput Output)> _wide = [];

    /// <summary>Whether no command declares an output.</summary>
    public bool IsEmpty => _files.Count == 0 && _wide.Count == 0;

    /// <summary>Adds an output.</summary>
    /// <returns>What was there already and overlaps with it; null: nothing.</returns>
    public (StepDraft Owner, CommandOutput Output)? Add(StepDraft owner, CommandOutput output)
    {
        var overlap = FindOverlap(output);
        if (output.Kind == CommandOutputKind.File)
        {
            _files.TryAdd(output.Path, (owner, output));
        }
        else
        {
            _wide.Add((owner, output));
        }

        return overlap;
    }

    /// <summary>The command that writes a file.</summary>
    /// <param name="relativePath">The file's path below the project's folder, with <c>/</c>.</param>
    public (StepDraft Owner, CommandOutput Output)? Find(string relativePath)
    {
        if (_files.TryGetValue(relativePath, out var exact))
        {
            return exact;
        }

        foreach (var wide in _wide)
        {
            if (wide.Output.Holds(relativePath))
            {
                return wide;
            }
        }

        return null;
    }

    private (StepDraft Owner, CommandOutput Output)? FindOverlap(CommandOutput output)
    {
        if (_files.TryGetValue(output.Path, out var same))
        {
            return same;
        }

        foreach (var wide in _wide)
        {
            if (wide.Output.Overlaps(output))
            {
                return wide;
            }
        }

        if (output.Kind != CommandOutputKind.File)
        {
            foreach (var file in _files.Values)
            {
                if (output.Overlaps(file.Output))
                {
                    return file;
                }
            }
        }

        return null;
    }
}
