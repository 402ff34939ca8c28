using Tango.Build.TestKit;

namespace Tango.Build.PackageTests.Infrastructure;

/// <summary>
/// A project <c>Data</c> next to <c>App</c>, each with its own pipeline and cache: <c>Data/numbers → sum → report</c>. The step classes belong to Data; App uses them through its
/// project reference.
/// </summary>
internal static class TwoProjects
{
    public const string DataProject = "../Data/Data.csproj";

    public static async Task<Consumer> CreateAsync(Action<ProjectCreator>? data = null, Action<ProjectCreator>? app = null, string? dataFramework = "net10.0")
    {
        var consumer = await Consumer.EmptyAsync();
        consumer.Write("../nuget.config", consumer.Feed.NuGetConfig());
        consumer.Write("../Data/Steps.cs", Pipeline.Steps);
        consumer.WriteProject(data ?? (project => project.TangoStep("numbers", "Numbers", ("Count", "4"))), dataFramework, DataProject);
        consumer.WriteProject(project =>
        {
            project.ItemProjectReference(DataProject);
            (app ?? Declare)(project);
        });
        return consumer;
    }

    private static void Declare(ProjectCreator project) => project
        .TangoStep("sum", "Sum", ("Of", "ref:Data/numbers"))
        .TangoStep("report", "WriteReport", ("Total", "ref:sum"), ("ExportTo", "$(OutDir)report.json"));
}
