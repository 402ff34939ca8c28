using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using Tango.IO;

namespace Tango.Build.Tasks;

/// <summary>Claims files before they are deleted, so that commands of other builds do not write them, and waits for commands that do.</summary>
internal static class WrittenPaths
{
    /// <summary>Claims the paths of files.</summary>
    /// <param name="cacheDirectory">The cache's directory, full path. If it does not exist, nothing was built.</param>
    /// <param name="log">Receives one message if there is another build to wait for.</param>
    /// <returns>The claim; null if there is nothing to claim.</returns>
    public static IDisposable? Claim(string cacheDirectory, IReadOnlyList<ExportedFile> files, TaskLoggingHelper log, CancellationToken cancellationToken)
    {
        if (files.Count == 0 || !Directory.Exists(cacheDirectory))
            return null;

        void Wait(string place) => log.LogMessage(MessageImportance.High, "{0}", $"Tango: waiting, another build is writing to '{place}'.");
        var claims = new DirectoryStepCache(Path.TrimEndingDirectorySeparator(cacheDirectory)).Claims;
        return claims.AcquireAsync([.. files.Select(file => new ClaimedPath(file.Path))], Wait, cancellationToken).AsTask().GetAwaiter().GetResult();
    }
}
