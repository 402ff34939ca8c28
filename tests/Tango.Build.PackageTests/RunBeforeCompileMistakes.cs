using Tango.Build.PackageTests.Infrastructure;

namespace Tango.Build.PackageTests;

public sealed class RunBeforeCompileMistakes
{
    [Fact]
    public async Task Say_the_way_out()
    {
        using var app = await GeneratingLibrary.CreateAsync(new Dictionary<string, string?>());
        app.Write("Own.cs", "public sealed class Own { }");
        app.Edit("App.csproj", "Type=\"Shout\"", "Type=\"Own\"");

        var own = (await app.BuildAsync()).EnsureFailure();
        Assert.Contains($"App.csproj{app.PlaceOf("App.csproj", "Type=\"Own\"")}: error TANGO0403: There is no step type 'Own'", Assert.Single(own.Errors), StringComparison.Ordinal);
        Assert.Contains("move the class to a project of its own", own.Errors[0], StringComparison.Ordinal);

        app.Edit("App.csproj", "Type=\"Own\"", "Type=\"Shout\"");
        foreach (var project in new[] { "../Gen/Gen.csproj", "../Shared/Shared.csproj" })
            app.Edit(project, "<PropertyGroup>", "<PropertyGroup><GenerateDependencyFile>false</GenerateDependencyFile>");

        var notRunnable = (await app.BuildAsync("-p:TangoSteps=source")).EnsureFailure();
        Assert.Contains("TANGO0404: Step 'source' cannot run", Assert.Single(notRunnable.Errors), StringComparison.Ordinal);

        var misspelled = (await app.BuildAsync("-p:TangoRunBefore=Compiling")).EnsureFailure();
        Assert.Contains("TANGO0013: TangoRunBefore=\"Compiling\" is not valid", Assert.Single(misspelled.Errors), StringComparison.Ordinal);
    }
}
