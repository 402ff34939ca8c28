using Tango.Build.PackageTests.Infrastructure;

namespace Tango.Build.PackageTests;

public sealed class ExportConflicts
{
    private const string Greeting = "out/greeting.txt";

    [Fact]
    public async Task A_file_of_the_user_s_is_not_replaced()
    {
        using var app = await WithGreetingExportedAsync();
        app.Write(Greeting, "the user's");

        var build = (await app.BuildAsync()).EnsureFailure();

        Assert.Equal("the user's", app.Read(Greeting));
        Assert.Contains($"App.csproj{app.PlaceOf("App.csproj", "ExportTo=\"out")}: error TANGO0406", Assert.Single(build.Errors), StringComparison.Ordinal);
        Assert.True(File.Exists(app.PathOf("bin/Debug/net10.0/report.json")));
    }

    [Fact]
    public async Task A_file_that_another_configuration_exported_is()
    {
        using var app = await WithGreetingExportedAsync();
        (await app.BuildAsync()).EnsureSuccess();

        app.Edit("App.csproj", "Name=\"World\"", "Name=\"Mars\"");
        (await app.BuildAsync("-c", "Release")).EnsureSuccess();

        Assert.Contains("Mars", app.Read(Greeting), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_steps_with_one_path_are_an_error_of_the_plan()
    {
        using var app = await WithGreetingExportedAsync();
        app.Edit("App.csproj", "ExportTo=\"out/greeting.txt\"", "ExportTo=\"$(OutDir)sub/../report.json\"");

        var build = (await app.BuildAsync()).EnsureFailure();

        Assert.Contains("TANGO0405: Steps 'report' and 'greeting' both write to", Assert.Single(build.Errors), StringComparison.Ordinal);
        Assert.Empty(build.StepsRun);
    }

    private static Task<Consumer> WithGreetingExportedAsync() => Consumer.WithPipelineAsync(more: project => project
        .ItemUpdate("TangoStep", "greeting", [new("ExportTo", Greeting)]));
}
