using Tango.Build.PackageTests.Infrastructure;

namespace Tango.Build.PackageTests;

public sealed class BrokenStep
{
    private const string Sound = "return of.Sum();";
    private const string Broken = "throw new InvalidOperationException(\"the sum is too large\");";

    [Fact]
    public async Task Is_one_error_at_the_item_with_message_frame_and_log()
    {
        using var app = await Consumer.WithPipelineAsync();
        app.Edit(Pipeline.StepsFile, Sound, Broken);

        var build = (await app.BuildAsync()).EnsureFailure();

        Assert.Equal(1, build.Result.ExitCode);
        var error = Assert.Single(build.Errors);
        var item = app.PlaceOf("App.csproj", "<TangoStep Include=\"sum\"");
        var line = app.PlaceOf(Pipeline.StepsFile, Broken).TrimStart('(').Split(',')[0];
        Assert.StartsWith($"{app.ProjectFile}{item}: error TANGO0201: ", error, StringComparison.Ordinal);
        Assert.Contains("the sum is too large", error, StringComparison.Ordinal);
        Assert.Contains($"{Pipeline.StepsFile}({line})", error, StringComparison.Ordinal);
        Assert.True(File.Exists(LogOf(error)), error);
    }

    [Fact]
    public async Task Blocks_its_dependents_and_nothing_else()
    {
        using var app = await Consumer.WithPipelineAsync();
        app.Edit(Pipeline.StepsFile, Sound, Broken);

        var build = (await app.BuildAsync()).EnsureFailure();

        Assert.Equal(["greeting", "numbers", "sum"], build.StepsRun);
        Assert.Single(build.TangoLines, line => line.StartsWith("Tango  sum       failed ", StringComparison.Ordinal));
        Assert.Single(build.TangoLines, line => line.StartsWith("Tango  report    blocked ", StringComparison.Ordinal) && line.EndsWith("needs sum", StringComparison.Ordinal));
        Assert.Single(build.TangoLines, line => line.StartsWith("Tango: 1 failed, 1 blocked, 2 ran in ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Mended_runs_it_and_its_dependents_only()
    {
        using var app = await Consumer.WithPipelineAsync();
        app.Edit(Pipeline.StepsFile, Sound, Broken);
        (await app.BuildAsync()).EnsureFailure();

        app.Edit(Pipeline.StepsFile, Broken, Sound);
        var build = (await app.BuildAsync()).EnsureSuccess();

        Assert.Equal(["report", "sum"], build.StepsRun);
    }

    [Fact]
    public async Task The_next_build_runs_a_failed_step_again()
    {
        using var app = await Consumer.WithPipelineAsync();
        app.Edit(Pipeline.StepsFile, Sound, Broken);
        (await app.BuildAsync()).EnsureFailure();

        var build = (await app.BuildAsync()).EnsureFailure();

        Assert.Equal(["sum"], build.StepsRun);
    }

    private static string LogOf(string error) => error[(error.IndexOf("Log: ", StringComparison.Ordinal) + "Log: ".Length)..];
}
