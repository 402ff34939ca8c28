using Microsoft.Build.Framework;
using Tango.Engine;

namespace Tango.Build.Tasks;

/// <summary>Writes a report of the project's pipeline as one HTML page.</summary>
[MSBuildMultiThreadableTask]
public sealed class WriteTangoReport : PipelineTask
{
    /// <summary>The file to write, relative to the project; empty: <c>report.html</c> in the project's state directory.</summary>
    public string? File { get; set; }

    /// <summary>The target framework, if the project has several.</summary>
    public string Framework { get; set; } = "";

    /// <summary>The file that was written.</summary>
    [Output]
    public ITaskItem[] Written { get; private set; } = [];

    private protected override void Run(CancellationToken cancellationToken)
    {
        var request = CreateRequest(worker: null);
        var file = string.IsNullOrWhiteSpace(File)
            ? new StateFiles(request.StateDirectory).Report
            : OutputFiles.PathFor(Full(File.Trim().Replace('\\', Path.DirectorySeparatorChar), Names.Properties.TangoReportFile), Framework);
        var page = TangoEngine.ReportAsync(request, file, cancellationToken).GetAwaiter().GetResult();
        var output = new OutputFiles(Log, ProjectFile, Names.Properties.TangoReportFile, request.StateDirectory);
        output.Write(file, page);
        output.Announce();
        Written = output.Items;
    }
}
