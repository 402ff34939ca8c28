using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Microsoft.Build.Framework;
using Tango.Build.Tasks.BuildServers;
using Tango.Caching;
using Tango.Diagnostics;
using Tango.IO;
using MSBuildTask = Microsoft.Build.Utilities.Task;

namespace Tango.Build.Tasks;

/// <summary>The base of all tasks: reports errors, cancellation and unexpected exceptions as log messages and result.</summary>
[SuppressMessage(
    "Design", "CA1001:Types that own disposable fields should be disposable",
    Justification = "MSBuild disposes no task, may cancel one after its end, and a token source without a timer holds nothing.")]
public abstract class TangoTask : MSBuildTask, ICancelableTask
{
    private readonly CancellationTokenSource _cancellation = new();

    /// <summary>Full path of the project's file.</summary>
    [Required]
    public string ProjectFile { get; set; } = "";

    /// <inheritdoc/>
    public sealed override bool Execute()
    {
        try
        {
            Run(_cancellation.Token);
        }
        catch (TangoException exception)
        {
            Diagnostics.LogAll(exception.Diagnostics);
        }
        catch (OperationCanceledException) when (_cancellation.IsCancellationRequested)
        {
            // The user has cancelled, and the build reports that once for all projects.
        }
        catch (Exception exception)
        {
            Diagnostics.Log(CacheAccess.FileNotAccessible(exception) ?? Descriptors.InternalError.Create(DiagnosticSubject.None, exception));
        }

        return !Log.HasLoggedErrors && !_cancellation.IsCancellationRequested;
    }

    /// <inheritdoc/>
    public void Cancel() => _cancellation.Cancel();

    /// <summary>Writes diagnostics to the build's log, each with its position in the project.</summary>
    private protected DiagnosticLogger Diagnostics => field ??= new DiagnosticLogger(Log, ProjectFile, CreateAnnotator());

    /// <summary>The codes of warnings that the project does not want to see; empty if the task does not know them.</summary>
    private protected virtual string NoWarn => "";

    private Annotator? CreateAnnotator() => BuildServer.Find() is { } server
        ? new Annotator(server, Log, ProjectFile) { NoWarn = NoWarn, IsTreatedAsError = code => BuildEngine is IBuildEngine8 engine && engine.ShouldTreatWarningAsError(code) }
        : null;

    /// <summary>
    /// The full path of a path of the project: the current directory may be another project's. MSBuild's own properties end with <c>\</c> on every system, and it replaces that
    /// by <c>/</c> only if the folder exists.
    /// </summary>
    /// <param name="path">A path of an item or a property.</param>
    /// <param name="source">What it was read from: the expression of the caller.</param>
    /// <exception cref="TangoException">It contains NUL, which no path can.</exception>
    private protected string Full(string path, [CallerArgumentExpression(nameof(path))] string source = "") => path.Contains('\0')
        ? throw NoPath(source, path, ProjectFile)
        : Path.GetFullPath(path.Replace('\\', Path.DirectorySeparatorChar), Path.GetDirectoryName(ProjectFile)!);

    /// <summary>The error for a path with NUL.</summary>
    /// <param name="source">A property of the project, or the property of the task that has its value.</param>
    internal static TangoException NoPath(string source, string path, string projectFile)
    {
        var name = source[(source.LastIndexOf('.') + 1)..];
        var property = name.StartsWith("Tango", StringComparison.Ordinal) ? name : "Tango" + name;
        return new(Descriptors.InvalidSetting.Create(new DiagnosticSubject(projectFile), property, SingleLine.From(path), "it contains the character NUL, which no path can"));
    }

    /// <summary>The full path of the program's folder.</summary>
    private protected string OutputDirectory(string targetAssembly) => Path.GetDirectoryName(Full(targetAssembly))!;

    /// <summary>Finds links on the way to exports: below the project and its output folders.</summary>
    private protected FolderLinks LinksTo(string targetAssembly, string intermediateDirectory) =>
        new(Path.GetDirectoryName(ProjectFile)!, [OutputDirectory(targetAssembly), Full(intermediateDirectory)]);

    /// <summary>Creates items of exported files.</summary>
    private protected ExportItems ItemsOfExports(string targetAssembly, string stateDirectory) => new(
        OutputDirectory(targetAssembly),
        Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(Full(stateDirectory)))!,
        Path.GetDirectoryName(ProjectFile)!);

    /// <summary>Runs the task.</summary>
    private protected abstract void Run(CancellationToken cancellationToken);
}
