using System.Collections.Immutable;
using Tango.Graph.Exports;
using Tango.IO;

namespace Tango.Build.Tasks;

/// <summary>
/// Distinguishes files that builds of a project wrote from those of its user, before an export replaces one: files in the build's output folders, and those that any
/// configuration or target framework of the project has exported.
/// </summary>
internal sealed class ExportOwnership
{
    private readonly string _intermediateDirectory;
    private readonly string[] _program;

    /// <summary>Creates an instance for one project.</summary>
    /// <param name="outputDirectory">The folder of the program.</param>
    /// <param name="intermediateDirectory">The folder of its intermediate files, of all configurations.</param>
    /// <param name="program">The files that the program needs to run: no export replaces them.</param>
    public ExportOwnership(string projectDirectory, string outputDirectory, string intermediateDirectory, params string[] program)
    {
        _program = program;

        // A folder that contains the project contains other files than output.
        OutputFolders = [.. new[] { outputDirectory, intermediateDirectory }.Where(folder => !PathComparison.IsIn(projectDirectory, folder))];
        _intermediateDirectory = intermediateDirectory;
    }

    /// <summary>The build's output folders.</summary>
    public ImmutableArray<string> OutputFolders { get; }

    /// <summary>Whether an export may replace a file.</summary>
    /// <param name="path">Its full path.</param>
    /// <param name="mode">Which existing files the export may replace.</param>
    public bool MayReplace(string path, ExportMode mode) =>
        !_program.Contains(path, StringComparer.OrdinalIgnoreCase) && (mode == ExportMode.Replace || OutputFolders.Any(folder => PathComparison.IsIn(path, folder)) || Lists().Any(list => list.Find(path) is not null));

    /// <summary>Whether a file is unchanged since a build exported it.</summary>
    /// <param name="path">Its full path.</param>
    public bool IsExport(string path) => Lists().Any(list => list.Find(path) is { } file && !file.IsChanged());

    private IEnumerable<ExportList> Lists() => Directory.Exists(_intermediateDirectory)
        ? Directory.EnumerateFiles(_intermediateDirectory, ExportList.FileName, SearchOption.AllDirectories).Select(file => ExportList.Load(Path.GetDirectoryName(file)!))
        : [];
}
