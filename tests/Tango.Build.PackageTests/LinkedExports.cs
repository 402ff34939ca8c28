using Tango.Build.PackageTests.Infrastructure;

namespace Tango.Build.PackageTests;

/// <summary>A folder of what a build wrote was replaced by a link into the sources, as tools do that save a copy.</summary>
public sealed class LinkedExports
{
    private const string Files = """
        [Step(Deterministic = true, Format = "text")]
        public sealed class Text : Step<string> { public string Run() => "built"; }

        [Step(Deterministic = true)]
        public sealed class Folder : Step<OutputDirectory>
        {
            public OutputDirectory Run()
            {
                File.WriteAllText(Path.Combine(Directory.CreateDirectory(Path.Combine(WorkDirectory, "made")).FullName, "a.txt"), "built");
                return new(Path.Combine(WorkDirectory, "made"));
            }
        }
        """;

    [Theory]
    [InlineData("Command", "Outputs", "dist/rt/", "dist/rt", "../sources")]
    [InlineData("Command", "Outputs", "dist/rt/a.txt", "dist/rt", "../sources")]
    [InlineData("Text", "ExportTo", "dist/rt/a.txt", "dist/rt", "../sources")]
    [InlineData("Folder", "ExportTo", "dist/rt", "dist", "sources-of-dist")]
    [InlineData("Text", "ExportTo", "$(OutDir)rt/a.txt", "bin/Debug/net10.0/rt", "../../../sources")]
    public async Task Are_neither_restored_nor_cleaned_nor_removed_through_a_link(string type, string setting, string place, string link, string target)
    {
        if (OperatingSystem.IsWindows())
            return; // Links are for administrators there.

        using var app = await Consumer.EmptyAsync();
        app.Write("Steps.cs", Files);
        (string, string)[] arguments = type == "Command" ? [(setting, place), ("Run", "mkdir -p dist/rt; echo built > dist/rt/a.txt")] : [(setting, place)];
        app.WriteProject(project => project.TangoStep("step", type, arguments));
        (await app.BuildAsync()).EnsureSuccess();
        string[] sources = [app.Write("sources/a.txt", "source"), app.Write("sources-of-dist/rt/a.txt", "source")];
        Directory.Delete(app.PathOf(link), recursive: true);
        File.CreateSymbolicLink(app.PathOf(link), target);

        var build = (await app.BuildAsync()).EnsureFailure();
        Assert.Contains("error TANGO0407: Step 'step'", Assert.Single(build.Errors), StringComparison.Ordinal);
        AssertWhole(sources);

        var clean = (await app.BuildAsync("-t:Clean")).EnsureSuccess();
        Assert.Contains("warning TANGO0409", clean.Result.Output, StringComparison.Ordinal);
        AssertWhole(sources);

        File.Delete(app.PathOf(link));
        (await app.BuildAsync()).EnsureSuccess();
        Directory.Delete(app.PathOf(link), recursive: true);
        File.CreateSymbolicLink(app.PathOf(link), target);
        app.WriteProject(_ => { });
        (await app.BuildAsync()).EnsureSuccess();
        AssertWhole(sources);

        (await app.BuildAsync("-t:Clean")).EnsureSuccess();
        AssertWhole(sources);
    }

    private static void AssertWhole(string[] sources) => Assert.All(sources, source => Assert.Equal("source", File.ReadAllText(source)));
}
