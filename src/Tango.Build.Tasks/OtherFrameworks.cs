namespace Tango.Build.Tasks;

/// <summary>The exports of a project's builds for its other target frameworks: each has its own list, in a folder with the framework's name.</summary>
/// <param name="stateDirectory">The state directory of this framework's build, full path.</param>
/// <param name="framework">The framework; empty for a project without one.</param>
/// <param name="frameworks">All frameworks of the project, separated by <c>;</c>.</param>
internal sealed class OtherFrameworks(string stateDirectory, string? framework, string? frameworks)
{
    /// <summary>The files that another framework exports too.</summary>
    public IReadOnlyList<ExportedFile> Owned(IReadOnlyList<ExportedFile> files)
    {
        if (files.Count == 0)
            return [];

        List<ExportList> lists = [.. StateDirectories().Select(ExportList.Load)];
        return [.. files.Where(file => lists.Exists(list => list.Find(file.Path) is not null))];
    }

    private IEnumerable<string> StateDirectories()
    {
        if (string.IsNullOrEmpty(framework) || stateDirectory.LastIndexOf(framework, StringComparison.OrdinalIgnoreCase) is not (>= 0 and var at))
            return [];

        return (frameworks ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(other => !other.Equals(framework, StringComparison.OrdinalIgnoreCase))
            .Select(other => stateDirectory[..at] + other + stateDirectory[(at + framework.Length)..]);
    }
}
