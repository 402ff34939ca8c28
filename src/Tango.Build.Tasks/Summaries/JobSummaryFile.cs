using System.Text;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using Tango.Build.Tasks.BuildServers;
using Tango.Diagnostics;
using Tango.IO;

namespace Tango.Build.Tasks.Summaries;

/// <summary>Where the summary of a run goes: to a file that the build server shows, or one that <c>TangoSummaryFile</c> names.</summary>
internal sealed class JobSummaryFile
{
    /// <summary>The size of a summary that GitHub shows; larger ones are an error there.</summary>
    public const int MaxSize = 1024 * 1024;

    private const string Off = "false";
    private const string DefaultName = "summary.md";

    private readonly string _path;
    private readonly bool _isUploaded;
    private readonly long _limit;

    private JobSummaryFile(string path, bool isUploaded, long limit = long.MaxValue)
    {
        _limit = limit;
        _path = path;
        _isUploaded = isUploaded;
    }

    /// <summary>Finds the file; null if no summary is wanted.</summary>
    /// <param name="wanted">The property: a full path, <c>false</c>, or empty.</param>
    /// <param name="stateDirectory">Full path of the directory for files that the server fetches.</param>
    /// <param name="project">The project, with its framework if it has several: the server keeps one file of a name.</param>
    /// <param name="server">The build server; null if there is none.</param>
    /// <param name="variable">Reads an environment variable; null: those of this process.</param>
    public static JobSummaryFile? Find(string wanted, string stateDirectory, string project, IBuildServer? server, Func<string, string?>? variable = null)
    {
        if (wanted.Equals(Off, StringComparison.OrdinalIgnoreCase))
            return null;

        if (wanted.Length > 0)
            return new(wanted, isUploaded: false);

        return server switch
        {
            GitHubActions when (variable ?? Environment.GetEnvironmentVariable)(BuildServer.GitHubSummary) is { Length: > 0 } path => new(path, isUploaded: false, MaxSize),
            AzurePipelines => new(Path.Combine(stateDirectory, $"{project}-{DefaultName}"), isUploaded: true),
            _ => null,
        };
    }

    /// <summary>Writes a summary.</summary>
    /// <param name="projectFile">The file of the project, for messages.</param>
    /// <returns>A warning if that failed; the run is not affected.</returns>
    public Diagnostic? Write(JobSummary summary, TaskLoggingHelper log, string projectFile)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
            if (_isUploaded)
                AtomicFile.Write(_path, Encoding.UTF8.GetBytes(summary.Write()));
            else
                Append(summary, log);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Descriptors.SummaryNotWritten.Create(new DiagnosticSubject(projectFile), _path, exception.Message);
        }

        if (_isUploaded)
            log.LogCommand(AzurePipelines.UploadSummary(_path));

        return null;
    }

    // The file has the summaries of all projects, which several processes write.
    private void Append(JobSummary summary, TaskLoggingHelper log)
    {
        SpecialFile.Refuse(_path);
        using var own = FileLock.AcquireAsync(_path + ".lock").AsTask().GetAwaiter().GetResult();
        using var file = new FileStream(_path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        file.Seek(0, SeekOrigin.End);
        if (TryWrite(summary.Write()))
            return;

        var isShort = TryWrite(summary.WriteShort());
        log.LogLine(MessageImportance.High, $"Tango: the summary of the job has room for {(isShort ? "only the first lines" : "nothing more")} of this project: {_path}");

        bool TryWrite(string text)
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            if (file.Length + bytes.Length > _limit)
                return false;

            file.Write(bytes);
            return true;
        }
    }
}
