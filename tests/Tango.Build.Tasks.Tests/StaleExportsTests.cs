using Tango.Build.Tasks.Tests.Infrastructure;
using Tango.Build.TestKit;
using Tango.IO;

namespace Tango.Build.Tasks.Tests;

public sealed class StaleExportsTests : IDisposable
{
    private readonly TestDirectory _directory = TestDirectory.Create();
    private readonly RecordingEngine _engine = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void What_no_step_exports_any_more_is_deleted()
    {
        var file = Export("bin/a.json");

        Assert.Equal([file], Delete(file));
        Assert.False(File.Exists(file.Path));
        Assert.Equal("", _engine.Shown);
    }

    // Its user goes on by hand, or the build has copied a file of the project there.
    [Fact]
    public void A_file_changed_since_is_not_deleted_and_reported()
    {
        var file = Export("data.json");
        _directory.Write("data.json", "my own");

        Assert.Empty(Delete(file));
        Assert.Equal("my own", File.ReadAllText(file.Path));
        Assert.Equal($"Tango: '{file.Path}', which no step exports any more, was changed since and is not deleted.", _engine.Shown);
    }

    [Theory]
    [InlineData("gen/deep/a.json", "", "gen")]
    [InlineData("gen/deep/a.json", "gen/mine.txt", "gen/deep")]
    [InlineData("gen/deep/a.json", "gen/deep/mine.txt", "")]
    [InlineData("a.json", "", "")]
    [InlineData("../elsewhere/a.json", "", "")]
    public void Folders_in_which_nothing_is_left_go_too(string path, string other, string gone)
    {
        var project = _directory.PathOf("project");
        _directory.Write("project/App.csproj", "");
        if (other.Length > 0)
            _directory.Write("project/" + other, "");

        var file = Export(Path.GetRelativePath(_directory.Path, Path.GetFullPath(path, project)));
        new StaleExports(project, Path.Combine(project, "bin/App.dll"), new BehindLinks(new FolderLinks(project, []), [file]), _engine.CreateLog()).Delete([file], []);

        Assert.False(File.Exists(file.Path));
        Assert.Equal(gone.Length == 0, Directory.Exists(Path.GetDirectoryName(file.Path)));
        Assert.True(Directory.Exists(project));
        if (gone.Length > 0)
            Assert.False(Directory.Exists(Path.Combine(project, gone)));
    }

    [Fact]
    public void Files_in_another_output_directory_are_not_deleted()
    {
        _directory.Write("bin/App.dll", "");
        var (old, other, moved) = (Export("bin/data/a.json"), Export("bin/b.json"), Export("elsewhere/data/a.json"));

        var gone = Delete([old, other, moved], Export("out/data/a.json"));

        Assert.Equal([other, moved], gone);
        Assert.True(File.Exists(old.Path));
    }

    [Theory]
    [InlineData("a.json", false)]
    [InlineData("folder/a.json", false)]
    [InlineData("folder/a.json", true)]
    public void A_missing_export_is_no_longer_listed(string path, bool isFileInPlaceOfFolder)
    {
        var file = Export(path);
        File.Delete(file.Path);
        if (isFileInPlaceOfFolder)
        {
            Directory.Delete(_directory.PathOf("folder"));
            _directory.Write("folder", "a file now");
        }

        Assert.Equal([file], Delete(file));
    }

    [Theory]
    [InlineData("out/rt", "../src")]
    [InlineData("out", "of-out")]
    public void The_target_of_a_link_is_not_deleted_and_reported_once(string link, string target)
    {
        if (OperatingSystem.IsWindows())
            return; // Links are for administrators there.

        ExportedFile[] files = [Export("out/rt/a.json"), Export("out/rt/b.json"), Export("elsewhere.json")];
        foreach (var source in (string[])["src/a.json", "src/b.json", "of-out/rt/a.json", "of-out/rt/b.json"])
            File.Copy(files[0].Path, Path.Combine(Directory.CreateDirectory(Path.GetDirectoryName(_directory.PathOf(source))!).FullName, Path.GetFileName(source)));

        Directory.Delete(_directory.PathOf(link), recursive: true);
        File.CreateSymbolicLink(_directory.PathOf(link), target);
        var behindLinks = new BehindLinks(new FolderLinks(_directory.Path, []), files);
        var gone = new StaleExports(_directory.Path, _directory.PathOf("bin/App.dll"), behindLinks, _engine.CreateLog()).Delete(files, []);

        Assert.Equal([files[2]], gone);
        Assert.Equal([files[0], files[1]], behindLinks.Files);
        Assert.Equal(4, Directory.GetFiles(_directory.Path, "*.json", SearchOption.AllDirectories).Count(path => !path.StartsWith(_directory.PathOf("out") + "/", StringComparison.Ordinal)));
        var warning = Assert.Single(behindLinks.Warnings);
        Assert.Equal("TANGO0409", warning.Code);
        Assert.Contains($"'{files[0].Path}' and 1 more", warning.Message, StringComparison.Ordinal);
        Assert.Contains($"'{_directory.PathOf(link)}' is a link to '{target}'", warning.Message, StringComparison.Ordinal);
    }

    private IReadOnlyList<ExportedFile> Delete(params ExportedFile[] stale) => Delete(stale, []);

    private IReadOnlyList<ExportedFile> Delete(ExportedFile[] stale, params ExportedFile[] exported) =>
        new StaleExports(_directory.Path, _directory.PathOf("out/App.dll"), new BehindLinks(new FolderLinks(_directory.Path, []), stale), _engine.CreateLog()).Delete(stale, exported);

    private ExportedFile Export(string path)
    {
        _directory.Write(path, "result");
        return new ExportedFile(_directory.PathOf(path), "a", "").Stamped();
    }
}
