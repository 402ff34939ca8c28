using System.Collections.Immutable;
using Tango.Planning;
using Tango.Reports;
using Tango.Runs;

namespace Tango.Engine;

/// <summary>What a report of a project has besides its plan: its last runs, and the other projects of the last build.</summary>
internal static class ReportHistory
{
    private const int MostRuns = 30;

    /// <summary>The project, as a report shows it.</summary>
    /// <param name="file">The full path of the report's file, or null.</param>
    public static ReportProject Of(PipelineRequest request, Plan plan, string? file)
    {
        var cache = new DirectoryStepCache(request.CacheDirectory);
        ImmutableArray<RunRecord> runs = request.RunsDirectory is { } directory
            ? [.. RunRecordFolder.ReadAll(directory, request.ProjectFile, request.StateDirectory).Take(MostRuns)]
            : [];
        return new ReportProject(request.ProjectFile, plan)
        {
            StateDirectory = request.StateDirectory,
            CacheDirectory = request.CacheDirectory,
            Runs = runs,
            Siblings = runs.IsEmpty ? [] : [.. Siblings(request, runs[0], file)],
            HasEntry = cache.Contains,
        };
    }

    // Of each project the last run: a build that has an id from outside may have several.
    private static IEnumerable<ReportSibling> Siblings(PipelineRequest request, RunRecord last, string? file) =>
        RunRecordFolder.ReadBuildOf(request.RunsDirectory!, last)
            .GroupBy(run => run.StateDirectory)
            .Where(runs => runs.Key != request.StateDirectory)
            .Select(runs => new ReportSibling(runs.Last(), AddressOf(new StateFiles(runs.Key).Report, file)));

    private static string? AddressOf(string page, string? file) => file is not null && File.Exists(page)
        ? string.Join('/', Path.GetRelativePath(Path.GetDirectoryName(file)!, page).Split(Path.DirectorySeparatorChar).Select(Uri.EscapeDataString))
        : null;
}
