namespace Tango.Build.Tasks;

/// <summary>
/// Tells files that builds of a project wrote from those of its user, before an export replaces one: what lies among the build's own output, and what any
/// configuration or target framework of the project has exported.
/// </summary>
internal sealed class ExportOwnership
{
    private readonly string[] _ownFolders;
    private readonly string _intermediateDirectory;
    private readonly string[] _program;

    /// <summary>Asks about one project.</summary>
    /// <param name="projectDirectory">The project's folder.</param>
    /// <param name="outputDirectory">The folder that its program runs from.</param>
    /// <param name="intermediateDirectory">The folder of its intermediate files, of all configurations.</param>
    /// <param name="program">The files without which the program does not run: no export replaces them.</param>
    public ExportOwnership(string projectDirectory, string outputDirectory, string intermediateDirectory, params string[] program)
    {
        _program = program;

        // A folder that holds the project holds more than output.
        _ownFolders = [.. new[] { outputDirectory, intermediateDirectory }.Where(folder => !IsBelow(projectDirectory, folder))];
        _intermediateDirectory = intermediateDirectory;
    }

    /// <summary>Whether a file is the build's to replace.</summary>
    /// <param name="path">Its full path.</param>
    public bool Owns(string path) => !_program.Contains(path, StringComparer.OrdinalIgnoreCase) && (_ownFolders.Any(folder => IsBelow(path, folder)) || Lists().Any(list => list.Lists(path)));

    private IEnumerable<ExportList> Lists() => Directory.Exists(_intermediateDirectory)
        ? Directory.EnumerateFiles(_intermediateDirectory, ExportList.FileName, SearchOption.AllDirectories).Select(file => ExportList.Load(Path.GetDirectoryName(file)!))
        : [];

    private static bool IsBelow(string path, string folder)
    {
        var relative = Path.GetRelativePath(folder, path);
        return !Path.IsPathRooted(relative) && !relative.Split(Path.DirectorySeparatorChar)[0].Equals("..", StringComparison.Ordinal);
    }
}
