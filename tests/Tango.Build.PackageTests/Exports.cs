using Tango.Build.PackageTests.Infrastructure;

namespace Tango.Build.PackageTests;

public sealed class Exports
{
    private const string Report = "bin/Debug/net10.0/report.json";
    private const string Greeting = "out/greeting.txt";

    [Fact]
    public async Task Of_steps_taken_from_the_cache_are_removed_by_Clean()
    {
        using var app = await WithGreetingExportedAsync();
        (await app.BuildAsync()).EnsureSuccess();
        (await app.BuildAsync("-t:Clean")).EnsureSuccess();
        (await app.BuildAsync()).EnsureSuccess();
        Assert.True(File.Exists(app.PathOf(Greeting)));

        (await app.BuildAsync("-t:Clean")).EnsureSuccess();

        Assert.False(File.Exists(app.PathOf(Greeting)));
        Assert.False(File.Exists(app.PathOf(Report)));
    }

    [Fact]
    public async Task Clean_removes_exports_although_another_step_failed()
    {
        using var app = await WithGreetingExportedAsync();
        app.Edit(Pipeline.StepsFile, "return of.Sum();", "throw new InvalidOperationException(\"no sum\");");
        (await app.BuildAsync()).EnsureFailure();
        Assert.True(File.Exists(app.PathOf(Greeting)));

        (await app.BuildAsync("-t:Clean")).EnsureSuccess();

        Assert.False(File.Exists(app.PathOf(Greeting)));
    }

    [Fact]
    public async Task Stay_and_are_remembered_when_a_build_is_about_other_steps()
    {
        using var app = await WithGreetingExportedAsync();
        (await app.BuildAsync()).EnsureSuccess();

        (await app.BuildAsync("-p:TangoSteps=numbers")).EnsureSuccess();
        Assert.True(File.Exists(app.PathOf(Greeting)));
        Assert.True(File.Exists(app.PathOf(Report)));

        (await app.BuildAsync("-t:Clean")).EnsureSuccess();
        Assert.False(File.Exists(app.PathOf(Greeting)));
        Assert.False(File.Exists(app.PathOf(Report)));
    }

    [Fact]
    public async Task That_no_step_makes_any_more_are_deleted()
    {
        using var app = await WithGreetingExportedAsync();
        (await app.BuildAsync()).EnsureSuccess();
        var own = app.Write("out/own.txt", "the user's");

        app.Edit("App.csproj", "out/greeting.txt", "out/moved.txt");
        (await app.BuildAsync()).EnsureSuccess();

        Assert.False(File.Exists(app.PathOf(Greeting)));
        Assert.True(File.Exists(app.PathOf("out/moved.txt")));
        Assert.True(File.Exists(own));
    }

    [Fact]
    public async Task Are_published_without_a_build()
    {
        using var app = await WithGreetingExportedAsync();
        (await app.BuildAsync()).EnsureSuccess();

        var publish = (await app.RunAsync(["publish", "--no-build", "--configuration", "Debug"])).EnsureSuccess();

        Assert.Empty(publish.StepsRun);
        Assert.Equal(app.Read(Report), app.Read("bin/Debug/net10.0/publish/report.json"));
    }

    [Fact]
    public async Task Stay_while_Tango_is_switched_off()
    {
        using var app = await WithGreetingExportedAsync();
        (await app.BuildAsync()).EnsureSuccess();

        (await app.BuildAsync("-p:TangoEnabled=false")).EnsureSuccess();
        Assert.True(File.Exists(app.PathOf(Report)));

        (await app.BuildAsync("-t:Clean")).EnsureSuccess();
        Assert.False(File.Exists(app.PathOf(Report)));
    }

    private static Task<Consumer> WithGreetingExportedAsync() => Consumer.WithPipelineAsync(more: project => project
        .ItemUpdate("TangoStep", "greeting", [new("ExportTo", Greeting)]));
}
