using System.Text;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using Tango.Diagnostics;
using Tango.IO;

namespace Tango.Build.Tasks;

/// <summary>
/// Files that a target was asked to write. Each is announced as <c>Project -> file</c>, the form in which MSBuild's own targets name what they made: it is the one message that the
/// terminal logger shows too.
/// </summary>
internal sealed class OutputFiles
{
    private readonly TaskLoggingHelper _log;
    private readonly string _projectFile;
    private readonly string _property;
    private readonly List<ITaskItem> _items = [];

    /// <summary>Makes a writer.</summary>
    /// <param name="log">Where to announce.</param>
    /// <param name="projectFile">The project's file.</param>
    /// <param name="property">The property that names the files, for messages.</param>
    public OutputFiles(TaskLoggingHelper log, string projectFile, string property)
    {
        _log = log;
        _projectFile = projectFile;
        _property = property;
    }

    /// <summary>The files written so far.</summary>
    public ITaskItem[] Items => [.. _items];

    /// <summary>The path as it was asked for, with the target framework before the extension when a project has several, which must not overwrite each other.</summary>
    /// <param name="path">Full path.</param>
    /// <param name="framework">The target framework; empty when there is only one.</param>
    public static string PathFor(string path, string framework) =>
        framework.Length == 0 ? path : Path.ChangeExtension(path, framework + Path.GetExtension(path));

    /// <summary>Writes a file and announces it.</summary>
    /// <param name="path">Full path.</param>
    /// <param name="content">Its text.</param>
    /// <exception cref="TangoException">It cannot be written.</exception>
    public void Write(string path, string content)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            AtomicFile.Write(path, Encoding.UTF8.GetBytes(content));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new TangoException(Descriptors.ReportNotWritten.Of(new DiagnosticSubject(_projectFile), path, exception.Message, _property), exception);
        }

        _items.Add(new TaskItem(Escaping.Escape(path)));
        _log.LogMessage(MessageImportance.High, "{0}", $"{Path.GetFileNameWithoutExtension(_projectFile)} -> {path}");
    }
}
