using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace Tango.Build.Tasks;

/// <summary>Removes files that an earlier build exported and that no declared step exports any more.</summary>
internal sealed class StaleExports
{
    private readonly string _program;
    private readonly TaskLoggingHelper _log;

    /// <summary>Makes a remover.</summary>
    /// <param name="program">The project's assembly where it runs from, full path.</param>
    /// <param name="log">Where to write.</param>
    public StaleExports(string program, TaskLoggingHelper log)
    {
        _program = program;
        _log = log;
    }

    /// <summary>
    /// Deletes files. Left are those that somebody has written since, be it the build itself: the work of a user who goes on by hand, or a file of the project that is copied to where
    /// an export was. Left is also what lies beside the program in another output directory, for that program to read (<c>dotnet build -o</c>).
    /// </summary>
    /// <param name="files">The files that are stale.</param>
    /// <param name="exported">The files that are exported now.</param>
    /// <returns>Those that are gone.</returns>
    public IReadOnlyList<ExportedFile> Delete(IReadOnlyList<ExportedFile> files, IReadOnlyList<ExportedFile> exported)
    {
        var gone = new List<ExportedFile>();
        foreach (var file in files)
        {
            if (!IsInAnotherOutput(file, exported) && TryDelete(file))
                gone.Add(file);
        }

        return gone;
    }

    private bool TryDelete(ExportedFile file)
    {
        try
        {
            if (!File.Exists(file.Path))
                return true;

            if (file.IsSomebodyElses())
            {
                Tell(MessageImportance.High, $"Tango: '{file.Path}', which no step exports any more, was written since and is left as it is.");
                return false;
            }

            File.Delete(file.Path);
            Tell(MessageImportance.Normal, $"Tango: deleted '{file.Path}', which step '{file.Step}' exported and no step exports any more.");
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Tell(MessageImportance.High, $"Tango: '{file.Path}', which no step exports any more, could not be deleted: {exception.Message}");
            return false;
        }
    }

    // The same step exports to the same place beside the program, and beside the file there is the program too.
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

    private void Tell(MessageImportance importance, string line) => _log.LogMessage(importance, "{0}", line);
}
