using Microsoft.Build.Framework;
using Tango.Engine;
using Tango.Reports;

namespace Tango.Build.Tasks;

/// <summary>Writes a report of the project's pipeline as one HTML page. Projects of one build that name the same file are in one page.</summary>
[MSBuildMultiThreadableTask]
public sealed class WriteTangoReport : PipelineTask
{
    /// <summary>The file to write, relative to the project; empty: <c>report.html</c> in the project's state directory.</summary>
    public string? File { get; set; }

    /// <summary>The target framework, if the project has several.</summary>
    public string Framework { get; set; } = "";

    /// <summary><c>Tango.Build.Id.proj</c>; empty where tasks cannot build projects.</summary>
    public string? BuildIdProject { get; set; }

    /// <summary>The name of the solution that is built, as MSBuild tells it; empty if it is none.</summary>
    public string Solution { get; set; } = "";

    /// <summary>Whether all target frameworks of the project are in one file.</summary>
    public bool IsShared { get; set; }

    /// <summary>The file that was written.</summary>
    [Output]
    public ITaskItem[] Written { get; private set; } = [];

    private protected override void Run(CancellationToken cancellationToken)
    {
        var request = CreateRequest(worker: null);
        var isNamed = !string.IsNullOrWhiteSpace(File);
        var file = isNamed
            ? OutputFiles.PathFor(Full(File!.Trim().Replace('\\', Path.DirectorySeparatorChar), Names.Properties.TangoReportFile), IsShared ? "" : Framework)
            : new StateFiles(request.StateDirectory).Report;
        var project = TangoEngine.DescribeForReportAsync(request, file, cancellationToken).GetAwaiter().GetResult() with { Framework = IsShared ? Framework : "", Solution = Solution };
        var output = new OutputFiles(Log, ProjectFile, Names.Properties.TangoReportFile, request.StateDirectory);
        if (!isNamed)
            output.Write(file, ReportPage.Write([project]));
        else if (BuildId.Find(BuildEngine, BuildIdProject) is { } build)
            output.WriteShared(file, page => ReportPage.Add(page, project, build));
        else
            output.WriteShared(file, page => Replace(page, project, file));

        output.Announce();
        Written = output.Items;
    }

    // Without an id nothing tells which projects are built together.
    private string Replace(string page, ReportProject project, string file)
    {
        if (ReportPage.OthersOn(page, project) is { Count: > 0 } others)
            Log.LogLine(MessageImportance.High, $"Tango: the report of {project.Name} replaces that of {string.Join(", ", others)} in {file}, because this build has no id. The environment variable {BuildId.Variable} gives it one.");

        return ReportPage.Write([project]);
    }
}
