using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using Tango.IO;

namespace Tango.Build.Tasks;

/// <summary>Removes files that an earlier build exported and that no declared step exports any more.</summary>
internal sealed class StaleExports
{
    private readonly string _projectDirectory;
    private readonly string _program;
    private readonly BehindLinks _behindLinks;
    private readonly TaskLoggingHelper _log;

    /// <summary>Creates a remover.</summary>
    /// <param name="program">The project's assembly in its output folder, full path.</param>
    /// <param name="behindLinks">Records files behind links, which are not deleted.</param>
    public StaleExports(string projectDirectory, string program, BehindLinks behindLinks, TaskLoggingHelper log)
    {
        _projectDirectory = projectDirectory;
        _program = program;
        _behindLinks = behindLinks;
        _log = log;
    }

    /// <summary>
    /// Deletes files. Files that were changed since the export are not deleted, even if the build changed them: a user may have edited them, or a file of the project was copied
    /// to the path of an export. Files next to the program in another output directory (<c>dotnet build -o</c>), which that program reads, and files behind links are not deleted
    /// either.
    /// </summary>
    /// <returns>The deleted files.</returns>
    public IReadOnlyList<ExportedFile> Delete(IReadOnlyList<ExportedFile> files, IReadOnlyList<ExportedFile> exported)
    {
        var gone = new List<ExportedFile>();
        foreach (var file in files)
        {
            if (!IsInAnotherOutput(file, exported) && !_behindLinks.Holds(file) && TryDelete(file))
                gone.Add(file);
        }

        return gone;
    }

    private bool TryDelete(ExportedFile file)
    {
        try
        {
            // A link to a folder is deleted like a file.
            if (FileStatus.ReadLink(file.Path).Kind is FileKind.Missing or FileKind.Directory)
                return true;

            if (file.IsChanged())
            {
                LogLine(MessageImportance.High, $"Tango: '{file.Path}', which no step exports any more, was changed since and is not deleted.");
                return false;
            }

            FileChange.Delete(file.Path);
            EmptiedFolders.Remove(file.Path, _projectDirectory);
            LogLine(MessageImportance.Normal, $"Tango: deleted '{file.Path}', which step '{file.Step}' exported and no step exports any more.");
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            LogLine(MessageImportance.High, $"Tango: '{file.Path}', which no step exports any more, could not be deleted: {exception.Message}");
            return false;
        }
    }

    // The same step exports to the same path next to the program, and the program is next to this file too.
    private bool IsInAnotherOutput(ExportedFile file, IReadOnlyList<ExportedFile> exported)
    {
        var output = Path.GetDirectoryName(_program) + Path.DirectorySeparatorChar;
        foreach (var other in exported)
        {
            if (!other.Step.Equals(file.Step, StringComparison.OrdinalIgnoreCase) || !other.Path.StartsWith(output, StringComparison.Ordinal))
                continue;

            var place = other.Path[(output.Length - 1)..];
            if (file.Path.EndsWith(place, StringComparison.Ordinal) && File.Exists(Path.Combine(file.Path[..^place.Length], Path.GetFileName(_program))))
                return true;
        }

        return false;
    }

    private void LogLine(MessageImportance importance, string line) => _log.LogLine(importance, line);
}
