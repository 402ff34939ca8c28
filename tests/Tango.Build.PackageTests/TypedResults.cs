using Tango.Build.PackageTests.Infrastructure;
using Tango.Build.TestKit;

namespace Tango.Build.PackageTests;

/// <summary>A program that reads what its steps have exported, and names no path.</summary>
public sealed class TypedResults
{
    [Fact]
    public async Task Are_read_by_the_published_program_wherever_it_is()
    {
        using var app = await Consumer.WithPipelineAsync(awkwardPath: true, project => project
            .Property("TangoTypedResults", "true")
            .ItemUpdate("TangoStep", "greeting", [new("ExportTo", "$(OutDir)texts/hello.txt"), new("ExportItem", "Content")]));
        app.Write(
            "Program.cs",
            """
            Report report = App.TangoResults.Report;
            Console.WriteLine($"{App.TangoResults.Greeting} {report.Title}: {report.Total}");
            """);

        (await app.BuildAsync()).EnsureSuccess();
        var compiled = File.GetLastWriteTimeUtc(app.PathOf("obj/Debug/net10.0/App.dll"));
        (await app.RunAsync(["publish", "--configuration", "Debug"])).EnsureSuccess();
        Assert.Equal(compiled, File.GetLastWriteTimeUtc(app.PathOf("obj/Debug/net10.0/App.dll")));
        using var elsewhere = TestDirectory.Create();
        Directory.Move(app.PathOf("bin/Debug/net10.0/publish"), elsewhere.PathOf("app"));
        Directory.Delete(app.PathOf("bin"), recursive: true);

        var run = (await DotNet.RunAsync(elsewhere.Path, [elsewhere.PathOf("app/App.dll")])).EnsureSuccess();
        Assert.Equal("Hello, World! Totals: 10", run.StandardOutput.Trim());

        File.Delete(elsewhere.PathOf("app/texts/hello.txt"));
        var missing = await DotNet.RunAsync(elsewhere.Path, [elsewhere.PathOf("app/App.dll")]);
        Assert.Contains($"TANGO0132: The result of step 'greeting' is not at '{elsewhere.PathOf("app/texts/hello.txt")}'.", missing.EnsureFailure().Output, StringComparison.Ordinal);
    }
}
