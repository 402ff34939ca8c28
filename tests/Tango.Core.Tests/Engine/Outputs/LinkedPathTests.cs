using Tango.Core.Tests.Execution;
using Tango.Core.Tests.Execution.Steps;
using Tango.Runs;

namespace Tango.Core.Tests.Engine.Outputs;

/// <summary>Between two builds a folder, or a file, of what a build wrote is replaced by a link into the sources.</summary>
[Trait("Speed", "Slow")]
public sealed class LinkedPathTests : IDisposable
{
    private readonly EngineProject _project = new();

    public void Dispose() => _project.Dispose();

    public static TheoryData<string, string, string> FoldersBehindLinks => new()
    {
        // What is declared, what is replaced by a link, what the link leads to.
        { "Command:dist/rt/", "dist/rt", "../src" },
        { "Command:dist/rt/", "dist", "src-of-dist" },
        { "Command:dist/rt/", "dist/rt", "nowhere" },
        { "Command:dist/rt/", "dist/rt", "rt" },
        { "Command:dist/rt/0.txt", "dist/rt", "../src" },
        { "Command:dist/rt/0.txt", "dist", "src-of-dist" },
        { "Command:dist/rt/0.txt;dist/rt/1.txt", "dist/rt", "../src" },
        { "Command:dist/rt/*.txt", "dist/rt", "../src" },
        { "Command:dist/**/*.txt", "dist/rt", "../src" },
        { "File:dist/rt/0.txt", "dist/rt", "../src" },
        { "File:dist/rt/0.txt", "dist", "src-of-dist" },
        { "File:dist/rt/0.txt", "dist/rt/0.txt", "../../src" },
        { "File:dist/rt/0.txt", "dist/rt", "nowhere" },
        { "File:dist/rt/0.txt", "dist/rt", "rt" },
        { "Directory:dist/rt", "dist/rt", "../src" },
        { "Directory:dist/rt/", "dist/rt", "../src" },
        { "Directory:dist", "dist", "src" },
        { "Directory:dist/rt", "dist", "src-of-dist" },
        { "Directory:dist/rt", "dist/rt", "nowhere" },
    };

    [Theory]
    [MemberData(nameof(FoldersBehindLinks))]
    public async Task Nothing_is_restored_through_a_link_in_place_of_a_folder(string declared, string link, string target)
    {
        if (OperatingSystem.IsWindows())
        {
            return; // Links are for administrators there.
        }

        Declare(declared);
        await _project.BuildAsync();
        ReplaceByLink(link, target);

        var result = await EngineBuild.RunAsync(_project.Request, new RecordedEvents());

        AssertSourcesAreWhole();
        var error = Assert.Single(result.Diagnostics, diagnostic => diagnostic.IsError);
        Assert.Equal(("TANGO0407", "step"), (error.Code, error.Subject.Step));
        Assert.Single(result.Diagnostics);
        Assert.Contains($"'{_project.PathOf(link)}' is a link to '{target}'", error.Message, StringComparison.Ordinal);
        Assert.Equal(target, new FileInfo(_project.PathOf(link)).LinkTarget);

        File.Delete(_project.PathOf(link));
        await _project.BuildAsync();
        AssertSourcesAreWhole();
    }

    // The text that the shell runs is another, so that it has to run; what it wrote before is behind the link.
    [Theory]
    [InlineData("dist/rt/", "dist/rt", "../src")]
    [InlineData("dist/rt/", "dist", "src-of-dist")]
    [InlineData("dist/rt/", "dist/rt", "nowhere")]
    [InlineData("dist/rt/0.txt", "dist/rt", "../src")]
    [InlineData("dist/rt/*.txt", "dist/rt", "../src")]
    [InlineData("dist/**/*.txt", "dist/rt", "../src")]
    public async Task No_command_is_run_whose_outputs_a_link_leads_to(string outputs, string link, string target)
    {
        if (OperatingSystem.IsWindows())
            return;

        Declare("Command:" + outputs);
        await _project.BuildAsync();
        ReplaceByLink(link, target);
        _project.DeclareAnew().DeclareCommand("step", "mkdir -p dist/rt; echo other > dist/rt/0.txt", "Outputs=" + outputs);

        var result = await EngineBuild.RunAsync(_project.Request, new RecordedEvents());

        AssertSourcesAreWhole();
        Assert.Equal("TANGO0407", Assert.Single(result.Diagnostics, diagnostic => diagnostic.IsError).Code);
    }

    [Theory]
    [InlineData("Command:dist/rt/0.txt")]
    [InlineData("Command:dist/rt/")]
    [InlineData("File:dist/rt/0.txt")]
    [InlineData("Directory:dist/rt")]
    public async Task A_file_that_was_replaced_by_a_link_is_restored(string declared)
    {
        if (OperatingSystem.IsWindows())
            return;

        WriteSources("src");
        foreach (var target in (string[])["../../src/0.txt", "nowhere", "0.txt"])
        {
            _project.DeclareAnew();
            Declare(declared);
            await _project.BuildAsync();
            File.Delete(_project.PathOf("dist/rt/0.txt"));
            File.CreateSymbolicLink(_project.PathOf("dist/rt/0.txt"), target);

            await _project.BuildAsync();

            AssertSourcesAreWhole();
            Assert.Null(new FileInfo(_project.PathOf("dist/rt/0.txt")).LinkTarget);
            Assert.NotEqual("source", File.ReadAllText(_project.PathOf("dist/rt/0.txt")));
        }
    }

    [Theory]
    [InlineData("nowhere")]
    [InlineData("../src/0.txt")]
    [InlineData("../src")]
    public async Task A_link_at_the_path_of_an_export_is_protected_like_a_file(string target)
    {
        if (OperatingSystem.IsWindows())
            return;

        Directory.CreateDirectory(_project.PathOf("dist"));
        WriteSources("src");
        File.CreateSymbolicLink(_project.PathOf("dist/0.txt"), target);
        _project.Declare<Writes>("step", "Text=built", "ExportTo=dist/0.txt");

        var result = await EngineBuild.RunAsync(_project.Request with { MayReplace = (_, _) => false }, new RecordedEvents());

        Assert.Contains(Assert.Single(result.Diagnostics).Code, (string[])["TANGO0406", "TANGO0407"]);
        Assert.Equal(target, new FileInfo(_project.PathOf("dist/0.txt")).LinkTarget);
        AssertSourcesAreWhole();
    }

    [Theory]
    [InlineData("Command:dist/rt/0.txt")]
    [InlineData("Command:dist/rt/")]
    [InlineData("File:dist/rt/0.txt")]
    [InlineData("Directory:dist/rt")]
    public async Task A_file_that_was_replaced_by_a_hard_link_is_replaced_and_not_written_into(string declared)
    {
        if (OperatingSystem.IsWindows())
            return;

        Declare(declared);
        await _project.BuildAsync();
        WriteSources("src");
        File.Delete(_project.PathOf("dist/rt/0.txt"));
        using (var ln = System.Diagnostics.Process.Start("ln", [_project.PathOf("src/0.txt"), _project.PathOf("dist/rt/0.txt")]))
            await ln.WaitForExitAsync();

        Assert.Equal("source", File.ReadAllText(_project.PathOf("dist/rt/0.txt")));
        await _project.BuildAsync();

        AssertSourcesAreWhole();
        Assert.NotEqual("source", File.ReadAllText(_project.PathOf("dist/rt/0.txt")));
    }

    [Fact]
    public async Task Links_within_a_tree_that_a_command_makes_are_no_obstacle()
    {
        if (OperatingSystem.IsWindows())
            return;

        const string Run = "mkdir -p out/tree/sub; echo built > out/tree/sub/0.txt; test -L out/tree/link || ln -s sub out/tree/link";
        _project.DeclareCommand("step", Run, "Outputs=out/tree/");
        await _project.BuildAsync();
        File.Delete(_project.PathOf("out/tree/sub/0.txt"));

        var (restored, _) = await _project.BuildAsync();
        Assert.Equal(StepState.Cached, restored.Steps[0].State);
        Assert.Equal("built\n", File.ReadAllText(_project.PathOf("out/tree/sub/0.txt")));

        _project.DeclareAnew().DeclareCommand("step", Run + "; true", "Outputs=out/tree/");
        var (again, _) = await _project.BuildAsync();
        Assert.Equal(StepState.Ran, again.Steps[0].State);
    }

    // bin and obj on another disk, say: the build's own folders may be where their user wants them.
    [Theory]
    [InlineData("Command:obj/rt/")]
    [InlineData("File:obj/rt/0.txt")]
    [InlineData("Directory:obj/rt")]
    public async Task A_folder_of_the_build_s_own_output_may_be_a_link(string declared)
    {
        if (OperatingSystem.IsWindows())
            return;

        Directory.CreateDirectory(_project.PathOf("disk"));
        File.CreateSymbolicLink(_project.PathOf("obj"), "disk");
        var request = Declare(declared).Request with { OutputFolders = [_project.PathOf("obj")] };

        await _project.BuildAsync(request);
        File.Delete(_project.PathOf("disk/rt/0.txt"));
        var (result, _) = await _project.BuildAsync(request);

        Assert.Equal(StepState.Cached, result.Steps[0].State);
        Assert.True(File.Exists(_project.PathOf("disk/rt/0.txt")));
    }

    private EngineProject Declare(string declared)
    {
        var (kind, place) = (declared.Split(':')[0], declared.Split(':')[1]);
        var folder = place.StartsWith("obj", StringComparison.Ordinal) ? "obj/rt" : "dist/rt";
        return kind switch
        {
            "Command" => _project.DeclareCommand("step", $"mkdir -p {folder}; echo built > {folder}/0.txt; echo built > {folder}/1.txt", "Outputs=" + place),
            "File" => _project.Declare<Writes>("step", "Text=built", "ExportTo=" + place),
            _ => _project.Declare<WritesManyFiles>("step", "Count=2", "ExportTo=" + place),
        };
    }

    private void ReplaceByLink(string link, string target)
    {
        WriteSources("src");
        WriteSources("src-of-dist/rt");
        if (Directory.Exists(_project.PathOf(link)))
            Directory.Delete(_project.PathOf(link), recursive: true);

        File.Delete(_project.PathOf(link));
        File.CreateSymbolicLink(_project.PathOf(link), target);
    }

    private void WriteSources(string folder)
    {
        _project.Write(folder + "/0.txt", "source");
        _project.Write(folder + "/1.txt", "source");
    }

    private void AssertSourcesAreWhole()
    {
        foreach (var source in Directory.GetDirectories(_project.Folder, "src*").SelectMany(folder => Directory.GetFiles(folder, "*.txt", SearchOption.AllDirectories)))
            Assert.Equal("source", File.ReadAllText(source));

        foreach (var folder in Directory.GetDirectories(_project.Folder, "src*"))
            Assert.Equal(2, Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Length);
    }
}
