using Tango.Build.PackageTests.Infrastructure;

namespace Tango.Build.PackageTests;

public sealed class RunBeforeCompile
{
    private const string Compiled = "obj/Debug/net10.0/App.dll";

    // The project of the steps is referred to without its output: neither it nor Tango.Core becomes part of the program.
    [Fact]
    public async Task Compiles_embeds_and_copies_what_steps_of_another_project_wrote()
    {
        using var app = await GeneratingLibrary.CreateAsync();

        var build = (await app.BuildAsync()).EnsureSuccess();
        var run = (await app.RunAsync(["run", "--no-build"])).EnsureSuccess();

        Assert.Equal(["shout", "source", "words"], build.StepsRun);
        Assert.DoesNotContain("warning", build.Result.StandardOutput.Replace("0 Warning(s)", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(["a b c", "App.words.txt", "A B C"], run.Result.StandardOutput.Trim().Split('\n').Select(line => line.Trim()));
        Assert.False(File.Exists(app.PathOf("bin/Debug/net10.0/Gen.dll")));
        Assert.False(File.Exists(app.PathOf("bin/Debug/net10.0/Tango.Core.dll")));
    }

    [Fact]
    public async Task Starts_neither_a_worker_nor_the_compiler_while_exports_stay_as_they_are()
    {
        using var app = await GeneratingLibrary.CreateAsync();
        (await app.BuildAsync()).EnsureSuccess();
        var compiled = File.GetLastWriteTimeUtc(app.PathOf(Compiled));

        var second = (await app.BuildAsync(["--no-restore", "-v:n", .. Worker.Unstartable])).EnsureSuccess();
        Assert.Contains("Skipping target \"CoreCompile\"", second.Result.StandardOutput, StringComparison.Ordinal);
        Assert.Equal(compiled, File.GetLastWriteTimeUtc(app.PathOf(Compiled)));

        // A file that is only copied: its step runs, the compiler does not.
        app.Edit("../Shared/Shout.cs", "text.ToUpperInvariant()", "text.ToUpperInvariant() + \"!\"");
        var third = (await app.BuildAsync("--no-restore")).EnsureSuccess();
        Assert.Equal(["shout"], third.StepsRun);
        Assert.Contains("!", app.Read("bin/Debug/net10.0/" + GeneratingLibrary.Content), StringComparison.Ordinal);
        Assert.Equal(compiled, File.GetLastWriteTimeUtc(app.PathOf(Compiled)));

        app.Write("words.txt", "x y\n");
        var fourth = (await app.BuildAsync("--no-restore")).EnsureSuccess();
        Assert.Equal(["shout", "source", "words"], fourth.StepsRun);
        Assert.NotEqual(compiled, File.GetLastWriteTimeUtc(app.PathOf(Compiled)));
    }

    [Fact]
    public async Task Restores_a_deleted_export_and_Clean_removes_all()
    {
        using var app = await GeneratingLibrary.CreateAsync();
        (await app.BuildAsync()).EnsureSuccess();
        File.Delete(app.PathOf(GeneratingLibrary.Source));

        var build = (await app.BuildAsync(["--no-restore", .. Worker.Unstartable])).EnsureSuccess();
        Assert.Empty(build.StepsRun);
        Assert.Contains("a b c", app.Read(GeneratingLibrary.Source), StringComparison.Ordinal);

        (await app.BuildAsync("-t:Clean")).EnsureSuccess();
        Assert.All([GeneratingLibrary.Source, GeneratingLibrary.Resource, GeneratingLibrary.Content], export => Assert.False(File.Exists(app.PathOf(export))));
    }

    // In an editor, without a build, and with Tango switched off: the last build's files are taken as they are.
    [Fact]
    public async Task Uses_what_the_last_build_exported_where_no_step_may_run()
    {
        using var app = await GeneratingLibrary.CreateAsync();
        (await app.BuildAsync()).EnsureSuccess();

        var editor = (await app.RunAsync(
        [
            "msbuild", "-t:Compile", "-p:DesignTimeBuild=true", "-p:SkipCompilerExecution=true", "-p:ProvideCommandLineArgs=true",
            "-p:BuildingInsideVisualStudio=true", "-getItem:Compile", .. Worker.Unstartable,
        ])).EnsureSuccess();
        Assert.Contains("Words.cs", editor.Result.StandardOutput, StringComparison.Ordinal);

        var publish = (await app.RunAsync(["publish", "--no-build", "-c", "Debug", .. Worker.Unstartable])).EnsureSuccess();
        Assert.True(File.Exists(app.PathOf("bin/Debug/net10.0/publish/data/shout.txt")));

        app.Write("words.txt", "x y\n");
        var disabled = (await app.BuildAsync(["-p:TangoEnabled=false", .. Worker.Unstartable])).EnsureSuccess();
        Assert.Contains("a b c", app.Read(GeneratingLibrary.Source), StringComparison.Ordinal);
        Assert.True(File.Exists(app.PathOf(GeneratingLibrary.Resource)));
        Assert.All([editor, publish, disabled], build => Assert.Empty(build.StepsRun));
    }

    [Theory]
    [InlineData("-graph", "-isolate")]
    [InlineData("-t:Rebuild", "-m:2")]
    public async Task Works_in_static_graphs_and_rebuilds_and_with_an_ordinary_reference(string first, string second)
    {
        using var app = await GeneratingLibrary.CreateAsync(new Dictionary<string, string?>());
        (await app.RunAsync(["restore"])).EnsureSuccess();

        var build = (await app.BuildAsync("--no-restore", first, second)).EnsureSuccess();

        Assert.Equal(["shout", "source", "words"], build.StepsRun);
        Assert.True(File.Exists(app.PathOf("bin/Debug/net10.0/Gen.dll")));
    }

    [Fact]
    public async Task Plans_without_compiling_the_project()
    {
        using var app = await GeneratingLibrary.CreateAsync();

        var plan = (await app.BuildAsync("-t:TangoPlan")).EnsureSuccess();

        Assert.Contains(plan.Result.Lines, line => line.Trim() == "App -> 3 to run, 0 cached.");
        Assert.False(File.Exists(app.PathOf(Compiled)));
        Assert.False(File.Exists(app.PathOf(GeneratingLibrary.Source)));
    }
}
