using Tango.Build.PackageTests.Infrastructure;

namespace Tango.Build.PackageTests;

/// <summary>A warning that stays true is told by every build, up to date or not, and obeys what projects and command lines say of warnings.</summary>
public sealed class Warnings
{
    private const string Code = "TANGO0303";

    [Fact]
    public async Task Warnings_are_repeated_and_obey_the_settings_for_warnings()
    {
        using var app = await Consumer.WithPipelineAsync();
        app.Edit(Pipeline.StepsFile, "[Step(Deterministic = true)]\npublic sealed class Sum", "[Step(Deterministic = true, Version = \"1\")]\npublic sealed class Sum");
        (await app.BuildAsync()).EnsureSuccess();
        app.Edit(Pipeline.StepsFile, "return of.Sum();", "return of.Sum() + 0 * of.Count;");

        var first = (await app.BuildAsync()).EnsureSuccess();
        var second = (await app.BuildAsync("--no-restore")).EnsureSuccess();
        var asErrorByCode = (await app.BuildAsync("--no-restore", $"-p:MSBuildWarningsAsErrors={Code}")).EnsureFailure();
        var asErrorByProject = (await app.BuildAsync("--no-restore", "-p:MSBuildTreatWarningsAsErrors=true")).EnsureFailure();
        var silenced = (await app.BuildAsync("--no-restore", $"-p:NoWarn={Code}", "-warnaserror")).EnsureSuccess();

        Assert.Contains($"App.csproj{app.PlaceOf("App.csproj", "<TangoStep Include=\"sum\"")}: warning {Code}: ", first.Result.Output, StringComparison.Ordinal);
        Assert.Contains($"warning {Code}: The cached result of step 'sum' is used, because its version is still '1'", second.Result.Output, StringComparison.Ordinal);
        Assert.Contains(second.TangoLines, line => line == "Tango: all 4 steps are up to date.");
        Assert.Equal(0, second.WorkerStarts);
        Assert.All([asErrorByCode, asErrorByProject], build => Assert.Contains($"error {Code}: ", build.Result.Output, StringComparison.Ordinal));
        Assert.DoesNotContain(Code, silenced.Result.Output, StringComparison.Ordinal);
    }
}
