using Tango.IO;
using Tango.Steps.Commands;

namespace Tango.Execution.Commands;

/// <summary>
/// The outputs of a command in the project. What was there before a run is told apart from what the run wrote: nothing that an earlier run left, or that was
/// there by accident, becomes part of a result.
/// </summary>
internal sealed class CommandOutputFiles
{
    private readonly List<CommandOutput> _outputs;
    private readonly StepLogger _logger;
    private readonly Dictionary<string, FileStamp> _before = new(StringComparer.Ordinal);

    /// <param name="outputs">The outputs, as declared.</param>
    /// <param name="projectDirectory">The project's folder, full path.</param>
    /// <param name="logger">Is told of files that are no part of the result.</param>
    public CommandOutputFiles(IReadOnlyList<string> outputs, string projectDirectory, StepLogger logger)
    {
        _outputs = [.. outputs.Select(text => CommandOutput.Parse(text, projectDirectory).Output!)];
        ProjectDirectory = projectDirectory;
        _logger = logger;
    }

    /// <summary>The project's folder, full path.</summary>
    public string ProjectDirectory { get; }

    /// <summary>
    /// Called before the command runs: removes the files it is declared to write by name, and those below its directories and patterns that earlier builds put there; makes the folders
    /// they go to. Other files there may be anybody's, and stay.
    /// </summary>
    /// <param name="leftovers">What earlier builds put there, full paths.</param>
    public void MakeRoom(IReadOnlyList<string> leftovers)
    {
        foreach (var path in leftovers.Where(path => _outputs.Exists(output => output.Holds(RelativePath(path)))))
        {
            Delete(path);
        }

        foreach (var output in _outputs)
        {
            var place = Path.GetFullPath(output.Path, ProjectDirectory);
            switch (output.Kind)
            {
                case CommandOutputKind.File:
                    Delete(place);
                    Directory.CreateDirectory(Path.GetDirectoryName(place)!);
                    break;
                case CommandOutputKind.Directory:
                    Directory.CreateDirectory(place);
                    break;
            }

            foreach (var path in output.FilesIn(ProjectDirectory))
            {
                _before[path] = FileStamp.Of(path);
            }
        }
    }

    /// <summary>The full paths of the files that the command wrote, in ordinal order.</summary>
    /// <exception cref="CommandException">It did not write one of its outputs.</exception>
    public IReadOnlyList<string> Written()
    {
        var written = new SortedSet<string>(StringComparer.Ordinal);
        var missing = new List<CommandOutput>();
        var untouched = 0;
        foreach (var output in _outputs)
        {
            var found = output.FilesIn(ProjectDirectory);
            var own = found.Where(path => !_before.TryGetValue(path, out var stamp) || FileStamp.Of(path) != stamp).ToList();
            foreach (var path in found.Except(own))
            {
                untouched++;
                _logger.Warning($"'{RelativePath(path)}' was there before the command ran, and it did not write it: no part of the result.");
            }

            if (own.Count == 0)
            {
                missing.Add(output);
            }

            written.UnionWith(own);
        }

        return missing.Count == 0 ? [.. written] : throw CommandException.NotWritten(missing, untouched);
    }

    // Deleting a file in a folder that is not there is an error elsewhere.
    private static void Delete(string path)
    {
        if (File.Exists(path))
        {
            File.Delete(path);
        }
    }

    private string RelativePath(string path) => Path.GetRelativePath(ProjectDirectory, path).Replace('\\', '/');
}
