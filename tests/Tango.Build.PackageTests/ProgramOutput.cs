using Tango.Build.PackageTests.Infrastructure;

namespace Tango.Build.PackageTests;

/// <summary>What the output of a program grows by because its build has steps.</summary>
public sealed class ProgramOutput
{
    private static readonly string[] Program = ["App.deps.json", "App.dll", "App.pdb", "App.runtimeconfig.json", "report.json"];

    private static readonly string[] Tango = ["Tango.Core.dll", "ZstdSharp.dll"];

    [Fact]
    public async Task Has_two_assemblies_more_and_none_when_published_with_a_private_reference()
    {
        using var app = await Consumer.WithPipelineAsync(more: project => project.Property("UseAppHost", "false"));

        (await app.BuildAsync()).EnsureSuccess();
        (await app.RunAsync(["publish", "--no-build", "-c", "Debug", "-o", "plain"])).EnsureSuccess();
        app.Edit("App.csproj", "Include=\"Tango.Build\"", "Include=\"Tango.Build\" PrivateAssets=\"all\"");
        (await app.RunAsync(["publish", "-c", "Debug", "-o", "private"])).EnsureSuccess();

        Assert.Equal(Sorted([.. Program, .. Tango]), Names(app.PathOf("bin/Debug/net10.0")));
        Assert.Equal(Sorted([.. Program, .. Tango]), Names(app.PathOf("plain")));
        Assert.Equal(Sorted(Program), Names(app.PathOf("private")));
        Assert.DoesNotContain("Tango.Core", app.Read("private/App.deps.json"), StringComparison.Ordinal);
    }

    private static IEnumerable<string> Sorted(IEnumerable<string> names) => names.Order(StringComparer.Ordinal);

    private static IEnumerable<string> Names(string folder) => Sorted(Directory.GetFileSystemEntries(folder).Select(path => Path.GetFileName(path)));
}
