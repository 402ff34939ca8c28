using Tango.Build.Tasks.Tests.Infrastructure;
using Tango.Build.TestKit;

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
    public void What_was_written_since_is_left_and_told()
    {
        var file = Export("data.json");
        _directory.Write("data.json", "my own");

        Assert.Empty(Delete(file));
        Assert.Equal("my own", File.ReadAllText(file.Path));
        Assert.Equal($"Tango: '{file.Path}', which no step exports any more, was written since and is left as it is.", _engine.Shown);
    }

    [Fact]
    public void What_lies_beside_the_program_in_another_output_directory_is_left()
    {
        _directory.Write("bin/App.dll", "");
        var (old, other, moved) = (Export("bin/data/a.json"), Export("bin/b.json"), Export("elsewhere/data/a.json"));

        var gone = Delete([old, other, moved], Export("out/data/a.json"));

        Assert.Equal([other, moved], gone);
        Assert.True(File.Exists(old.Path));
    }

    [Fact]
    public void What_is_not_there_is_gone()
    {
        var file = Export("a.json");
        File.Delete(file.Path);

        Assert.Equal([file], Delete(file));
    }

    private IReadOnlyList<ExportedFile> Delete(params ExportedFile[] stale) => Delete(stale, []);

    private IReadOnlyList<ExportedFile> Delete(ExportedFile[] stale, params ExportedFile[] exported) =>
        new StaleExports(_directory.PathOf("out/App.dll"), _engine.CreateLog()).Delete(stale, exported);

    private ExportedFile Export(string path)
    {
        _directory.Write(path, "result");
        return new ExportedFile(_directory.PathOf(path), "a", "", ExportedFile.Look(_directory.PathOf(path)));
    }
}
