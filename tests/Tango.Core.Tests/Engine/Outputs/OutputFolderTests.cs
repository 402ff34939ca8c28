using Tango.Caching.Entries;
using Tango.Core.Tests.Execution;
using Tango.Core.Tests.Formats.Files;
using Tango.Runs;

namespace Tango.Core.Tests.Engine.Outputs;

/// <summary>Output folders of commands look after a restore as they did after the run.</summary>
[Trait("Speed", "Slow")]
public sealed class OutputFolderTests : IDisposable
{
    private const int Seeds = 24;

    private readonly EngineProject _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task Any_tree_comes_back_as_it_was_made()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // There are no such bits, and making links is a privilege.
        }

        for (var seed = 1; seed <= Seeds; seed++)
        {
            _project.Write($"make-{seed}.sh", new RandomTree(seed).Script($"out/{seed}"));
            _project.DeclareCommand($"make-{seed}", $"sh make-{seed}.sh", $"Inputs=make-{seed}.sh", seed % 2 == 0 ? $"Outputs=out/{seed}/" : $"Outputs=out/{seed}/**");
        }

        var (first, _) = await _project.BuildAsync();
        Assert.All(first.Steps, step => Assert.Equal(StepState.Ran, step.State));
        string[] made = [.. Enumerable.Range(1, Seeds).Select(Snapshot)];
        Assert.True(_project.IsConfirmed());
        Assert.Equal(made, Enumerable.Range(1, Seeds).Select(Original));

        EntryTree.Delete(_project.PathOf("out"));
        var (_, events) = await _project.BuildAsync();

        Assert.Empty(events.All);
        for (var seed = 1; seed <= Seeds; seed++)
            Assert.True(made[seed - 1] == Snapshot(seed), $"Seed {seed}:{Environment.NewLine}{Snapshot(seed)}{Environment.NewLine}instead of{Environment.NewLine}{made[seed - 1]}");

        Assert.True(_project.IsConfirmed());
    }

    [Theory]
    [InlineData("rm -r out/empty/deep", "out/")]
    [InlineData("rmdir out/empty/deep", "out/**")]
    [InlineData("rm out/folder", "out/")]
    [InlineData("rm out/rel", "out/")]
    [InlineData("rm out/rel && cp out/sub/f out/rel", "out/")]
    [InlineData("rm out/rel && ln -s secret out/rel", "out/**")]
    [InlineData("chmod 644 out/secret", "out/")]
    [InlineData("chmod 644 out/readonly && echo edited > out/readonly", "out/")]
    [InlineData("rm -r out/sub", "out/")]
    [InlineData("rm -r out/sub out/folder", "out/*;out/**")]
    public async Task Missing_and_changed_files_are_restored(string change, string outputs)
    {
        if (OperatingSystem.IsWindows())
            return;

        const string make = "mkdir -p out/empty/deep out/sub && echo data > out/sub/f && chmod 700 out/sub && ln -s sub/f out/rel && ln -s sub out/folder "
            + "&& echo s > out/secret && chmod 600 out/secret && echo r > out/readonly && chmod 444 out/readonly";
        _project.DeclareCommand("make", make, "Outputs=" + outputs);
        await _project.BuildAsync();
        var made = RandomTree.Snapshot(_project.PathOf("out"));
        Assert.True(_project.IsConfirmed());

        OddFiles.Shell(_project.Folder, change);
        Assert.NotEqual(made, RandomTree.Snapshot(_project.PathOf("out")));
        Assert.False(_project.IsConfirmed());
        var (_, events) = await _project.BuildAsync();

        Assert.Empty(events.All);
        Assert.Equal(made, RandomTree.Snapshot(_project.PathOf("out")));
        Assert.True(_project.IsConfirmed());
    }

    [Theory]
    [InlineData("Outputs=out/")]
    [InlineData("Outputs=out/**")]
    [InlineData("Outputs=out/*")]
    public async Task Links_and_empty_folders_of_an_earlier_run_are_removed_first(string outputs)
    {
        if (OperatingSystem.IsWindows())
            return;

        _project.DeclareCommand("make", "mkdir -p out/a out/old && echo 1 > out/a/f && ln -s a out/link && ln -s a out/oldlink", outputs == "Outputs=out/*" ? "Outputs=out/*;out/a/" : outputs);
        await _project.BuildAsync();

        _project.DeclareAnew().DeclareCommand("make", "mkdir -p out/a && echo 2 > out/a/f && ln -s a out/link", outputs == "Outputs=out/*" ? "Outputs=out/*;out/a/" : outputs);
        await _project.BuildAsync();
        EntryTree.Delete(_project.PathOf("out"));
        await _project.BuildAsync();

        Assert.Equal(["a", "link"], Directory.GetFileSystemEntries(_project.PathOf("out")).Select(Path.GetFileName).Order());
        Assert.Equal(["f"], Directory.GetFileSystemEntries(_project.PathOf("out/a")).Select(Path.GetFileName));
        Assert.Equal("2\n", await File.ReadAllTextAsync(_project.PathOf("out/link/f")));
    }

    [ShFact]
    public async Task A_folder_with_an_unrelated_file_is_not_part_of_the_result()
    {
        _project.Write("out/mine/notes", "mine");
        _project.DeclareCommand("make", "mkdir -p out/made && echo 1 > out/made/f", "Outputs=out/");
        await _project.BuildAsync();

        EntryTree.Delete(_project.PathOf("out"));
        await _project.BuildAsync();

        Assert.Equal(["made"], Directory.GetFileSystemEntries(_project.PathOf("out")).Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_named_output_that_is_a_link_is_a_file_after_the_run_and_after_a_restore()
    {
        if (OperatingSystem.IsWindows())
            return;

        _project.Write("src/f", "source");
        _project.DeclareCommand("make", "ln -s ../src/f out/copy", "Outputs=out/copy");
        await _project.BuildAsync();
        var made = RandomTree.Snapshot(_project.PathOf("out"));

        EntryTree.Delete(_project.PathOf("out"));
        await _project.BuildAsync();

        Assert.Equal(made, RandomTree.Snapshot(_project.PathOf("out")));
        Assert.Null(new FileInfo(_project.PathOf("out/copy")).LinkTarget);
    }

    [Fact]
    public async Task Programs_and_private_files_are_of_use_to_those_who_take_them()
    {
        if (OperatingSystem.IsWindows())
            return;

        _project
            .DeclareCommand("tool", "printf '#!/bin/sh\\necho ran' > tool && chmod 700 tool", "Outputs=tool")
            .DeclareCommand("secret", "echo secret > s && chmod 600 s", "Outputs=s")
            .DeclareCommand("use", "{tool} && cat {secret}", "Inputs=ref:tool;ref:secret");

        await _project.BuildAsync();

        Assert.Equal("ran\nsecret", await _project.ResultAsync<string>("use"));
    }

    private string Snapshot(int seed) => RandomTree.Snapshot(_project.PathOf($"out/{seed}"));

    // As a shell makes it without a build.
    private string Original(int seed)
    {
        OddFiles.Shell(_project.Folder, $"sed 's|\\./out/{seed}|./again/{seed}|g' make-{seed}.sh | sh");
        return RandomTree.Snapshot(_project.PathOf($"again/{seed}"));
    }
}
