using Tango.Build.PackageTests.Infrastructure;
using Tango.Build.TestKit;

namespace Tango.Build.PackageTests;

/// <summary>The templates, from <c>dotnet new</c> to a second build that runs nothing.</summary>
public sealed class Templates(TemplateHive hive) : IClassFixture<TemplateHive>
{
    [Fact]
    public async Task A_pipeline_gives_its_program_data_and_takes_a_new_step()
    {
        using var folder = await hive.FolderAsync();
        const string name = "Wörter und.mehr";
        await hive.NewAsync(folder, "tango-pipeline", "--name", name);

        var first = await BuildAsync(folder, name);
        var second = await BuildAsync(folder, name);
        var run = (await DotNet.RunAsync(folder.PathOf(name), ["run", "--no-build"])).EnsureSuccess();

        CheckFiles(folder, name, $"{name}.csproj");
        Assert.Equal(["top", "words"], first.StepsThatRan());
        Assert.Equal(["Tango: all 2 steps are up to date."], second.TangoLines);
        Assert.Equal("[\"the\",\"coffee\",\"is\"]", run.StandardOutput.Trim());

        await hive.NewAsync(folder, "tango-step", "--name", "Zähle-Zeilen 2", "--output", name);
        var project = Path.Combine(name, name + ".csproj");
        folder.Write(project, folder.Read(project).Replace("<TangoStep Include=\"top\"", "<TangoStep Include=\"lines\" Type=\"Zähle_Zeilen_2\" Text=\"data/text.txt\" /><TangoStep Include=\"top\"", StringComparison.Ordinal));

        var third = await BuildAsync(folder, name);

        Assert.Equal(["lines"], third.StepsThatRan());
        Assert.Contains(third.TangoLines, line => line.EndsWith("first run · 2 lines", StringComparison.Ordinal));
        Assert.Equal([".gitignore", ".tango", "Directory.Build.rsp", "Program.cs", "Steps.cs", name + ".csproj", "Zähle-Zeilen 2.cs", "bin", "data", "obj"], Names(folder.PathOf(name)));
    }

    [Fact]
    public async Task A_generator_writes_source_that_its_program_is_compiled_with()
    {
        using var folder = await hive.FolderAsync();
        const string name = "Farben 2.0 für alle";
        await hive.NewAsync(folder, "tango-generator", "--name", name);

        var first = await BuildAsync(folder, name);
        var second = await BuildAsync(folder, name);
        var run = (await DotNet.RunAsync(folder.PathOf(name), ["run", "--no-build", "--project", name])).EnsureSuccess();

        CheckFiles(folder, name, $"{name}/{name}.csproj", "Generator/Generator.csproj");
        Assert.Equal(["colours"], first.StepsThatRan());
        Assert.Equal(["Tango: the only step is up to date."], second.TangoLines);
        Assert.Equal("Amber: #ffbf00\nTeal: #008080", run.StandardOutput.Trim().ReplaceLineEndings("\n"));
        Assert.DoesNotContain(Names(folder.PathOf(Path.Combine(name, name, "bin", "Debug", "net10.0"))), file => file!.StartsWith("Tango.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Commands_need_no_restore()
    {
        using var folder = await hive.FolderAsync();
        const string name = "Größen, sortiert";
        await hive.NewAsync(folder, "tango-commands", "--name", name);

        var first = await BuildAsync(folder, name);
        var second = await BuildAsync(folder, name);

        CheckFiles(folder, name, $"{name}.proj");
        Assert.Equal(["reverse", "sorted"], first.StepsThatRan());
        Assert.Equal(["Tango: all 2 steps are up to date."], second.TangoLines);
        Assert.Equal(["quince", "pear", "apple"], File.ReadAllLines(folder.PathOf(Path.Combine(name, "out", "reverse.txt"))));
    }

    private static async Task<BuildRun> BuildAsync(TestDirectory folder, string name)
    {
        var build = (await DotNet.RunAsync(folder.PathOf(name), ["build"])).EnsureSuccess();
        Assert.DoesNotContain(build.Lines, line => line.Contains("warning ", StringComparison.Ordinal));
        return new BuildRun(build, [], 0);
    }

    // Their projects refer to the version that the templates were packed with, and git does not see results.
    private void CheckFiles(TestDirectory folder, string name, params string[] projects)
    {
        Assert.All(projects, project => Assert.Matches($"\"Tango\\.Build(\" Version=\"|/){hive.Version}\"", folder.Read($"{name}/{project}")));
        Assert.Contains(".tango/", File.ReadAllLines(folder.PathOf(name + "/.gitignore")));
    }

    private static IEnumerable<string?> Names(string folder) => Directory.GetFileSystemEntries(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal);
}
