using Tango.Build.PackageTests.Infrastructure;
using Tango.Build.TestKit;

namespace Tango.Build.PackageTests;

/// <summary>Tango.Core is for .NET 10; projects are built for older frameworks too.</summary>
public sealed class OlderFramework
{
    private const string Newer = "'$(TargetFramework)' == 'net10.0'";

    // The older framework's reference assemblies would have to be downloaded; the message comes before they are missed.
    private static void Target(ProjectCreator project) => project
        .Property("TargetFrameworks", "net8.0;net10.0")
        .Property("DisableImplicitFrameworkReferences", "true", "'$(TargetFramework)' == 'net8.0'");

    [Fact]
    public async Task With_steps_is_one_error_that_says_so()
    {
        using var app = await Consumer.EmptyAsync();
        app.Write(Pipeline.StepsFile, Pipeline.Steps);
        app.WriteProject(
            project =>
            {
                Target(project);
                Consumer.DeclarePipeline(project);
            },
            targetFramework: null);

        var build = (await app.BuildAsync()).EnsureFailure();

        Assert.StartsWith($"{app.ProjectFile} : error TANGO0420: ", Assert.Single(build.Errors));
        Assert.Contains("built for net8.0", build.Errors[0]);
        Assert.Equal(["greeting", "numbers", "report", "sum"], build.StepsRun);
    }

    [Fact]
    public async Task An_older_framework_without_the_package_builds_as_before()
    {
        using var app = await Consumer.EmptyAsync();
        app.Write(Pipeline.StepsFile, Pipeline.Steps);
        app.WriteProject(
            project =>
            {
                Target(project);
                Consumer.DeclarePipeline(project);
                project.CustomAction(root => root.Items.Single(item => item.ItemType == "PackageReference").Condition = Newer);
            },
            targetFramework: null);

        var plan = (await app.BuildAsync("-t:TangoPlan", "-t:TangoGraph")).EnsureSuccess();
        var run = (await app.BuildAsync("-t:TangoRun")).EnsureSuccess();

        Assert.Single(plan.Result.Lines, line => line.EndsWith(" 4 to run, 0 cached.", StringComparison.Ordinal));
        Assert.NotEmpty(Directory.GetFiles(app.PathOf("obj/Debug/net10.0/tango"), "*.mmd"));
        Assert.Equal(["greeting", "numbers", "report", "sum"], run.StepsRun);
    }

    [Fact]
    public async Task Has_no_namespace_Tango_to_use()
    {
        using var app = await Consumer.EmptyAsync();
        app.WriteProject(Target, targetFramework: null);
        (await app.RunAsync(["restore"])).EnsureSuccess();

        var older = (await app.RunAsync(["msbuild", "-getItem:Using", "-p:TargetFramework=net8.0"])).EnsureSuccess();
        var newer = (await app.RunAsync(["msbuild", "-getItem:Using", "-p:TargetFramework=net10.0"])).EnsureSuccess();

        Assert.DoesNotContain("\"Tango\"", older.Result.StandardOutput);
        Assert.Contains("\"Tango\"", newer.Result.StandardOutput);
    }
}
