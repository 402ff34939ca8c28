using Tango.Build.PackageTests.Infrastructure;

namespace Tango.Build.PackageTests;

public sealed class RunBeforeCompileMistakes
{
    [Fact]
    public async Task Say_the_way_out()
    {
        using var app = await GeneratingLibrary.CreateAsync();
        app.Write("Own.cs", "public sealed class Own { }");
        app.Edit("App.csproj", "Type=\"Shout\"", "Type=\"Own\"");

        var own = (await app.BuildAsync()).EnsureFailure();
        Assert.Contains($"App.csproj{app.PlaceOf("App.csproj", "Type=\"Own\"")}: error TANGO0403: There is no step type 'Own'", Assert.Single(own.Errors), StringComparison.Ordinal);
        Assert.Contains("move the class to a project of its own", own.Errors[0], StringComparison.Ordinal);

        app.Edit("App.csproj", "Type=\"Own\"", "Type=\"Shout\"");
        app.Edit("../Gen/Gen.csproj", "<PropertyGroup>", "<PropertyGroup><GenerateRuntimeConfigurationFiles>false</GenerateRuntimeConfigurationFiles>");
        var notRunnable = (await app.BuildAsync()).EnsureFailure();
        Assert.Contains("TANGO0405: Step 'source' cannot run", Assert.Single(notRunnable.Errors), StringComparison.Ordinal);

        app.Edit("App.csproj", "<ProjectReference Include=\"../Gen/Gen.csproj\" ReferenceOutputAssembly=\"false\" />", "");
        var alone = (await app.BuildAsync()).EnsureFailure();
        Assert.Contains("TANGO0404", Assert.Single(alone.Errors), StringComparison.Ordinal);

        var misspelled = (await app.BuildAsync("-p:TangoRunBefore=Compiling")).EnsureFailure();
        Assert.Contains("TANGO0013: TangoRunBefore=\"Compiling\" is not valid", Assert.Single(misspelled.Errors), StringComparison.Ordinal);
    }
}
