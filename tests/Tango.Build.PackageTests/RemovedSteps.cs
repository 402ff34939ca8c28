using System.Text.RegularExpressions;
using Tango.Build.PackageTests.Infrastructure;

namespace Tango.Build.PackageTests;

public sealed partial class RemovedSteps
{
    // Patterns of the project had found the source file before it was deleted.
    [Fact]
    public async Task Take_their_exports_with_them()
    {
        using var app = await GeneratingLibrary.CreateAsync();
        (await app.BuildAsync()).EnsureSuccess();
        app.Write("Program.cs", "Console.WriteLine(typeof(int).Name);");

        app.Write("App.csproj", SourceStep().Replace(app.Read("App.csproj"), ""));
        (await app.BuildAsync()).EnsureSuccess();
        Assert.False(File.Exists(app.PathOf(GeneratingLibrary.Source)));
        Assert.True(File.Exists(app.PathOf(GeneratingLibrary.Content)));

        app.Write("App.csproj", AnyStep().Replace(app.Read("App.csproj"), ""));
        (await app.BuildAsync()).EnsureSuccess();
        Assert.False(File.Exists(app.PathOf(GeneratingLibrary.Content)));
        Assert.False(File.Exists(app.PathOf(GeneratingLibrary.Resource)));
    }

    [GeneratedRegex("<TangoStep Include=\"source\".*/>")]
    private static partial Regex SourceStep();

    [GeneratedRegex("<TangoStep .*/>")]
    private static partial Regex AnyStep();
}
