using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace Tango.Build.Tasks;

/// <summary>Removes files that an earlier build exported and that no declared step exports any more.</summary>
internal static class StaleExports
{
    /// <summary>Deletes files. One that cannot be deleted is told of, and left.</summary>
    /// <param name="files">The files.</param>
    /// <param name="log">Where to write.</param>
    public static void Delete(IReadOnlyList<ExportedFile> files, TaskLoggingHelper log)
    {
        foreach (var file in files)
        {
            try
            {
                if (!File.Exists(file.Path))
                    continue;

                File.Delete(file.Path);
                log.LogMessage(MessageImportance.Normal, "{0}", $"Tango: deleted '{file.Path}', which step '{file.Step}' exported and no step exports any more.");
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                log.LogMessage(MessageImportance.High, "{0}", $"Tango: '{file.Path}', which no step exports any more, could not be deleted: {exception.Message}");
            }
        }
    }
}
