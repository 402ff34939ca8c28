using Tango.Build.PackageTests.Infrastructure;
using Tango.Build.TestKit;

namespace Tango.Build.PackageTests;

/// <summary>Builds whose steps are jobs of a real Slurm.</summary>
public sealed class Cluster(SlurmCluster cluster) : IClassFixture<SlurmCluster>
{
    private const string OnCluster = "-p:TangoExecutor=slurm";

    [SlurmFact]
    public async Task A_build_runs_its_steps_as_jobs_and_the_next_one_runs_nothing()
    {
        using var app = await Consumer.WithPipelineAsync(awkwardPath: true);

        var first = (await app.BuildAsync(OnCluster, "-p:TangoSlurmOptions=--mem=300M%3B--nice=1")).EnsureSuccess();
        var second = (await app.BuildAsync()).EnsureSuccess();

        Assert.Contains(first.TangoLines, line => line.Contains("4 ran", StringComparison.Ordinal));
        Assert.Equal(["Tango: all 4 steps are up to date."], second.TangoLines);
        Assert.Contains("\"Total\":10", app.Read("bin/Debug/net10.0/report.json"), StringComparison.Ordinal);
        Assert.Empty(Directory.GetDirectories(Path.Combine(app.Cache, ".jobs")));
    }

    [SlurmFact]
    public async Task A_detached_build_ends_before_its_jobs_and_a_later_one_takes_their_results()
    {
        using var app = await Consumer.WithPipelineAsync();
        cluster.KeepJobsWaiting();

        var detached = (await app.BuildAsync(OnCluster, "-p:TangoDetach=true")).EnsureSuccess();
        cluster.LetJobsStart();
        (await app.BuildAsync(OnCluster)).EnsureSuccess();

        Assert.Contains(detached.TangoLines, line => line.StartsWith("Tango: 4 submitted in ", StringComparison.Ordinal) && line.EndsWith("Build again to take the results of the jobs.", StringComparison.Ordinal));
        Assert.Contains("\"Total\":10", app.Read("bin/Debug/net10.0/report.json"), StringComparison.Ordinal);
    }

    [SlurmFact]
    public async Task Nodes_that_see_nothing_of_this_machine_get_and_give_all_through_a_web_server()
    {
        await using var server = FileServer.Start();
        server.Refuse = request => Task.FromResult<int?>(request.Header("Authorization") == "Bearer sesame" && request.Header("X-Team") == "vision" ? null : 401);
        using var app = await Consumer.WithPipelineAsync();
        app.Environment["TANGO_REMOTE_CACHE_TOKEN"] = "sesame";
        app.Environment["TANGO_REMOTE_CACHE_HEADERS"] = "X-Team: vision";
        cluster.Hide(app.Folder, app.Feed.InstalledPackages);
        string[] apart = [OnCluster, $"-p:TangoSlurmOptions=--partition={SlurmCluster.Apart}%3B{cluster.Temporary().Replace(",", "%2C", StringComparison.Ordinal)}", "-p:TangoSlurmSharedFiles=false", $"-p:TangoRemoteCache={server.Address}"];

        var first = (await app.BuildAsync(apart)).EnsureSuccess();
        var second = (await app.BuildAsync(apart)).EnsureSuccess();
        Directory.Delete(app.Cache, recursive: true);
        var elsewhere = (await app.BuildAsync($"-p:TangoRemoteCache={server.Address}")).EnsureSuccess();

        Assert.Contains(first.TangoLines, line => line.Contains("4 ran", StringComparison.Ordinal));
        Assert.Equal(["Tango: all 4 steps are up to date."], second.TangoLines);
        Assert.DoesNotContain(elsewhere.TangoLines, line => line.Contains(" ran", StringComparison.Ordinal));
        Assert.Contains("\"Total\":10", app.Read("bin/Debug/net10.0/report.json"), StringComparison.Ordinal);
    }

    [SlurmFact]
    public async Task A_step_that_the_cluster_cannot_run_is_an_error_at_its_declaration()
    {
        using var app = await Consumer.WithPipelineAsync(more: project => project.TangoStep("big", "Greet", ("Name", "all"), ("Cpus", "999")));

        var build = (await app.BuildAsync(OnCluster)).EnsureFailure();

        Assert.Contains(build.Errors, error => error.Contains("App.csproj(", StringComparison.Ordinal) && error.Contains("TANGO0224", StringComparison.Ordinal) && error.Contains("'big'", StringComparison.Ordinal));
    }
}
