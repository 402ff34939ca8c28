using System.Text;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using Tango.Diagnostics;
using Tango.IO;
using Tango.Reports;

namespace Tango.Build.Tasks;

/// <summary>
/// Files that a target writes. They are logged as <c>Project -> file</c>, the form of MSBuild's own targets: it is the only message that the terminal logger shows too, and only the
/// last one of a project.
/// </summary>
internal sealed class OutputFiles
{
    private readonly TaskLoggingHelper _log;
    private readonly string _projectFile;
    private readonly string _property;
    private readonly string _ownDirectory;
    private readonly List<ITaskItem> _items = [];
    private readonly List<string> _paths = [];

    /// <summary>Creates a writer.</summary>
    /// <param name="property">The property with the files, for messages.</param>
    /// <param name="ownDirectory">The full path of the project's state directory.</param>
    public OutputFiles(TaskLoggingHelper log, string projectFile, string property, string ownDirectory)
    {
        _log = log;
        _projectFile = projectFile;
        _property = property;
        _ownDirectory = ownDirectory;
    }

    /// <summary>The files that were written.</summary>
    public ITaskItem[] Items => [.. _items];

    /// <summary>The requested path, with the target framework before the extension if a project has several, so that they do not overwrite each other.</summary>
    /// <param name="path">Full path.</param>
    /// <param name="framework">The target framework; empty if there is only one.</param>
    public static string PathFor(string path, string framework) =>
        framework.Length == 0 ? path : Path.ChangeExtension(path, framework + Path.GetExtension(path));

    /// <summary>Writes a file.</summary>
    /// <param name="path">Full path.</param>
    /// <exception cref="TangoException">It cannot be written, or another file is there.</exception>
    public void Write(string path, string content) => Write(path, _ => content);

    /// <summary>Writes a file that other projects write too, each in its turn.</summary>
    /// <param name="path">Full path.</param>
    /// <param name="make">Makes the content from what is in the file; that is empty if there is none.</param>
    /// <exception cref="TangoException">It cannot be written, or another file is there.</exception>
    public void WriteShared(string path, Func<string, string> make) => Write(path, path =>
    {
        using var turn = FileLock.AcquireAsync(path + ".lock").AsTask().GetAwaiter().GetResult();
        var content = make(SpecialFile.IsFile(path) ? SharedReading.ReadAllText(path) : "");
        AtomicFile.Write(path, Encoding.UTF8.GetBytes(content));
        return null;
    });

    // What writes the file itself gives nothing back.
    private void Write(string path, Func<string, string?> make)
    {
        try
        {
            if (IsOthers(path))
                throw new IOException("a file is there that Tango has not written. Move it.");

            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            if (make(path) is { } content)
                AtomicFile.Write(path, Encoding.UTF8.GetBytes(content));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new TangoException(Descriptors.ReportNotWritten.Create(new DiagnosticSubject(_projectFile), path, exception.Message, _property), exception);
        }

        _items.Add(new TaskItem(Escaping.Escape(path)));
        _paths.Add(path);
    }

    /// <summary>Logs the files that were written, in one message.</summary>
    public void Announce()
    {
        var project = Path.GetFileNameWithoutExtension(_projectFile);
        if (_paths.Count > 0)
            _log.LogLines(MessageImportance.High, string.Join('\n', _paths.Select(path => $"{project} -> {PrintableText.Line(path)}")));
    }

    // Like an export, it replaces no file that somebody else wrote: a mistyped path may be that of the project file. What is below obj is Tango's own.
    private bool IsOthers(string path) =>
        !PathComparison.IsIn(path, _ownDirectory) && SpecialFile.IsFile(path) && new FileInfo(path).Length > 0 && !OwnMark.IsIn(path);
}
