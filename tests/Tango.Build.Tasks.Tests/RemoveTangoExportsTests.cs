using Tango.Build.Tasks.Tests.Infrastructure;
using Tango.Build.TestKit;
using Tango.IO;

namespace Tango.Build.Tasks.Tests;

public sealed class RemoveTangoExportsTests : IDisposable
{
    private readonly TestDirectory _directory = TestDirectory.Create();
    private readonly RecordingEngine _engine = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void What_was_exported_is_deleted_but_not_what_is_under_version_control()
    {
        var (plain, edited, kept) = (_directory.Write("gen/a.json", "a"), _directory.Write("gen/b.json", "b"), _directory.Write("gen/c.json", "c"));

        Assert.Equal([kept], Left(Listed(plain), Listed(edited), Listed(_directory.PathOf("gen/gone.json")), Listed(kept) with { OutlivesClean = true }));

        Assert.Equal([kept], Directory.GetFileSystemEntries(_directory.PathOf("gen")));
        Assert.Empty(_engine.Warnings);
    }

    // The same as when a step is gone: it is its user's, who goes on by hand. What lies among the build's own output is the build's.
    [Theory]
    [InlineData("gen/a.json", true)]
    [InlineData("a.json", true)]
    [InlineData("bin/a.json", false)]
    [InlineData("obj/a.json", false)]
    public void A_file_changed_since_is_not_deleted_and_reported(string path, bool isLeft)
    {
        var file = _directory.Write(path, "result");
        var listed = Listed(file).Stamped();
        File.WriteAllText(file, "my own");

        Assert.Equal(isLeft ? [file] : [], Left(listed));

        Assert.Equal(isLeft, File.Exists(file));
        Assert.Equal(isLeft ? $"Tango: '{file}', which step 'a' exported, was changed since and is not deleted." : "", _engine.Shown);
    }

    // The program's folder and that of intermediate files may be elsewhere, by links that their user made.
    [Theory]
    [InlineData("gen", "src", "gen/a.json", true)]
    [InlineData("gen/rt", "../src", "gen/rt/a.json", true)]
    [InlineData("bin/rt", "../src", "bin/rt/a.json", true)]
    [InlineData("bin", "src", "bin/a.json", false)]
    [InlineData("obj/Debug", "../src", "obj/Debug/a.json", true)]
    [InlineData("obj", "src", "obj/a.json", false)]
    [InlineData("gen/a.json", "../src/a.json", "gen/a.json", null)]
    [InlineData("gen/a.json", "../src", "gen/a.json", null)]
    [InlineData("gen/a.json", "nowhere", "gen/a.json", null)]
    [InlineData("gen/a.json", "a.json", "gen/a.json", null)]
    public void What_a_link_leads_to_is_left(string link, string target, string file, bool? isLeft)
    {
        if (OperatingSystem.IsWindows())
            return; // Links are for administrators there.

        var source = _directory.Write("src/a.json", "source");
        Directory.CreateDirectory(Path.GetDirectoryName(_directory.PathOf(link))!);
        File.CreateSymbolicLink(_directory.PathOf(link), target);

        var left = Left(Listed(_directory.PathOf(file)));

        Assert.Equal(isLeft == true ? [_directory.PathOf(file)] : [], left);
        Assert.Equal(isLeft != false, File.Exists(source));
        Assert.Equal(isLeft is not null, new FileInfo(_directory.PathOf(link)).LinkTarget is not null);
        Assert.Equal(isLeft == true ? ["TANGO0409"] : [], _engine.Warnings.Select(warning => warning.Code));
    }

    [Fact]
    public void What_a_link_within_a_tree_leads_to_is_deleted_in_its_own_place()
    {
        if (OperatingSystem.IsWindows())
            return; // Links are for administrators there.

        var file = _directory.Write("out/tree/sub/a.json", "a");
        File.CreateSymbolicLink(_directory.PathOf("out/tree/link"), "sub");

        Left(Listed(_directory.PathOf("out/tree/link/a.json")), Listed(file));

        Assert.False(File.Exists(file));
        Assert.Empty(_engine.Warnings);
    }

    [Fact]
    public void A_folder_where_a_file_was_is_left()
    {
        _directory.Write("gen/a.json/mine.txt", "mine");

        Assert.Empty(Left(Listed(_directory.PathOf("gen/a.json"))));

        Assert.Equal("mine", _directory.Read("gen/a.json/mine.txt"));
    }

    [Fact]
    public async Task Outputs_that_another_build_is_writing_are_deleted_after_they_were_stored()
    {
        var file = _directory.Write("gen/a.json", "half");
        Directory.CreateDirectory(_directory.PathOf("cache"));
        var claim = await new DirectoryStepCache(_directory.PathOf("cache")).Claims.AcquireAsync([ClaimedPath.Folder(_directory.PathOf("gen"))]);
        var waiting = new TaskCompletionSource();
        _engine.OnMessage = message => waiting.TrySetResult();

        var left = Task.Run(() => Left(Listed(file)).ToList());
        await Task.WhenAny(waiting.Task, left);
        Assert.True(File.Exists(file));
        claim!.Dispose();

        Assert.Empty(await left);
        Assert.False(File.Exists(file));
        Assert.Contains($"waiting, another build is writing to '{_directory.PathOf("gen")}'", _engine.Shown, StringComparison.Ordinal);
    }

    private static ExportedFile Listed(string path) => new(path, "a", "");

    private IEnumerable<string> Left(params ExportedFile[] listed)
    {
        new ExportList(ExportList.PathIn(_directory.PathOf("state")), listed).Save();
        var task = new RemoveTangoExports
        {
            BuildEngine = _engine,
            ProjectFile = _directory.PathOf("App.csproj"),
            StateDirectory = "state",
            TargetAssembly = "bin/App.dll",
            IntermediateDirectory = "obj\\", // as MSBuild says it on every system
            CacheDirectory = "cache",
        };

        Assert.True(task.Execute());
        return task.Left.Select(item => item.ItemSpec);
    }
}
