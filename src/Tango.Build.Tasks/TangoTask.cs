using System.Diagnostics.CodeAnalysis;
using Microsoft.Build.Framework;
using Tango.Diagnostics;
using MSBuildTask = Microsoft.Build.Utilities.Task;

namespace Tango.Build.Tasks;

/// <summary>What all tasks share: how mistakes, cancellation and the unexpected become the build's log and result.</summary>
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
            // Whoever cancelled knows; the build tells it once for all projects.
        }
        catch (Exception exception)
        {
            Diagnostics.Log(Descriptors.InternalError.Of(DiagnosticSubject.None, exception));
        }

        return !Log.HasLoggedErrors && !_cancellation.IsCancellationRequested;
    }

    /// <inheritdoc/>
    public void Cancel() => _cancellation.Cancel();

    /// <summary>Writes diagnostics to the build's log, each at its place in the project.</summary>
    private protected DiagnosticLogger Diagnostics => field ??= new DiagnosticLogger(Log, ProjectFile);

    /// <summary>A path of the project as a full one: the current directory may be another project's.</summary>
    private protected string Full(string path) => Path.GetFullPath(path, Path.GetDirectoryName(ProjectFile)!);

    /// <summary>The full path of the folder that the program runs from.</summary>
    private protected string OutputDirectory(string targetAssembly) => Path.GetDirectoryName(Full(targetAssembly))!;

    /// <summary>Makes items of exported files.</summary>
    private protected ExportItems ItemsOfExports(string targetAssembly, string stateDirectory) => new(
        OutputDirectory(targetAssembly),
        Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(Full(stateDirectory)))!,
        Path.GetDirectoryName(ProjectFile)!);

    /// <summary>Does the task's work.</summary>
    private protected abstract void Run(CancellationToken cancellationToken);
}
