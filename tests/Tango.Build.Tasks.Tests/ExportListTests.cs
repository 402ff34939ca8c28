using Tango.Build.Tasks.Tests.Infrastructure;
using Tango.Build.TestKit;
using Tango.Graph;
using Tango.Graph.Exports;
using Tango.Runs;

namespace Tango.Build.Tasks.Tests;

public sealed class ExportListTests : IDisposable
{
    private readonly TestDirectory _directory = TestDirectory.Create();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void What_was_saved_is_read()
    {
        var list = Load().After(
            _directory.Path,
            () => [Exporting("a"), Exporting("b")],
            [Exported("a", "/out/a b;%41.json", "/out/line\nend\tof"), Exported("b", "/out/b") with { ExportItem = "Content" }]);

        list.Save();

        Assert.Equal([new("/out/a b;%41.json", "a", "", UniqueId: "Id-1"), new("/out/line\nend\tof", "a", "", UniqueId: "Id-1"), new("/out/b", "b", "Content", UniqueId: "Id-1")], Load().Files);
        Assert.True(Load().IsSame(list));
    }

    [Fact]
    public void Whether_Clean_leaves_a_file_is_kept()
    {
        Load().After(
            _directory.Path,
            () => [Exporting("a"), Exporting("b")],
            [Exported("a", "/out/a") with { ExportMode = ExportMode.Replace }, Exported("b", "/out/b")]).Save();

        Assert.Equal([true, false], Load().Files.Select(file => file.OutlivesClean));
    }

    [Fact]
    public void A_file_that_was_changed_since_is_no_longer_owned()
    {
        var path = _directory.Write("a.json", "result");
        Load().After(_directory.Path, () => [Exporting("a")], [Exported("a", path)]).Save();
        Assert.False(Assert.Single(Load().Files).IsChanged());

        File.WriteAllText(path, "edited");
        File.SetLastWriteTimeUtc(path, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        Assert.True(Assert.Single(Load().Files).IsChanged());
    }

    // As an archive or a build server copies the whole folder: times are kept, and nothing else.
    [Fact]
    public void A_copy_of_an_exported_file_is_the_file()
    {
        var path = _directory.Write("a.json", "result");
        Load().After(_directory.Path, () => [Exporting("a")], [Exported("a", path)]).Save();
        var time = File.GetLastWriteTimeUtc(path);
        File.Copy(path, path + ".copy");
        File.Move(path + ".copy", path, overwrite: true);
        File.SetLastWriteTimeUtc(path, time);

        Assert.False(Assert.Single(Load().Files).IsChanged());
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\t\t/out/a\t\t\n")]
    public void A_file_that_is_no_list_is_an_empty_one(string content)
    {
        _directory.Write("obj/tango/exports.bin", content);

        Assert.Empty(Load().Files);
    }

    // Not selected, not needed, failed, blocked by a failure, or in the cache while the place cannot be written.
    [Theory]
    [InlineData(StepState.Skipped)]
    [InlineData(StepState.NotRun)]
    [InlineData(StepState.Submitted)]
    [InlineData(StepState.Failed)]
    [InlineData(StepState.Blocked)]
    [InlineData(StepState.Cached)]
    public void Earlier_exports_stay_listed_until_they_are_exported_again(StepState state)
    {
        var before = Load().After(_directory.Path, () => [Exporting("a"), Exporting("b")], [Exported("a", "/out/a"), Exported("b", "/out/b")]);

        var after = before.After(_directory.Path, () => [Exporting("a"), Exporting("b")], [NotExported("a", state), Exported("b", "/out/b")]);

        Assert.Equal(["/out/a", "/out/b"], after.Files.Select(file => file.Path).Order(StringComparer.Ordinal));
        Assert.Empty(before.Without(after));
    }

    // Steps are renamed, and fail: what they are to write is not stale.
    [Theory]
    [InlineData("ExportTo", "o/a.txt", "o/a.txt", true)]
    [InlineData("ExportTo", "o\\.\\a.txt", "o/a.txt", true)]
    [InlineData("ExportTo", "o/", "o/a.txt", true)]
    [InlineData("ExportTo", "o", "o/deep/a.txt", true)]
    [InlineData("ExportTo", "o/b.txt", "o/a.txt", false)]
    [InlineData("ExportTo", "", "o/a.txt", false)]
    [InlineData("Outputs", "o/a.txt", "o/a.txt", true)]
    [InlineData("Outputs", "x;./o/a.txt", "o/a.txt", true)]
    [InlineData("Outputs", "o/", "o/deep/a.txt", true)]
    [InlineData("Outputs", "o/*.txt", "o/a.txt", true)]
    [InlineData("Outputs", "o/*.csv", "o/a.txt", false)]
    [InlineData("Outputs", "..", "o/a.txt", false)]
    public void What_a_step_of_another_name_is_to_export_is_not_stale_when_it_failed(string setting, string value, string file, bool isKept)
    {
        var path = _directory.PathOf(file);
        var before = Load().After(_directory.Path, () => [Exporting("old")], [Exported("old", path)]);
        var declaration = new StepDeclaration("new", [new DeclaredValue.Text(setting, value, value.Contains(';') ? [.. value.Split(';')] : default)]);

        foreach (var state in (StepState[])[StepState.Failed, StepState.Blocked, StepState.Skipped, StepState.NotRun])
        {
            var after = before.After(_directory.Path, () => [declaration], [NotExported("new", state)]);

            Assert.Equal(isKept ? [path] : [], after.Files.Select(kept => kept.Path));
        }

        var exported = before.After(_directory.Path, () => [declaration], [NotExported("new", StepState.Ran) with { ExportedTo = "/x", OutputFiles = ["/y"] }]);
        Assert.DoesNotContain(exported.Files, kept => kept.Path == path);
    }

    [Fact]
    public void Outputs_of_an_exported_command_that_could_not_be_restored_stay_listed()
    {
        var path = _directory.PathOf("o/a.txt");
        var declaration = Declared.Step("a", ("ExportTo", "e/a.txt"), ("Outputs", "o/a.txt"));
        var before = Load().After(_directory.Path, () => [declaration], [Exported("a", "/e/a.txt") with { OutputFiles = [path] }]);

        var after = before.After(_directory.Path, () => [declaration], [Exported("a", "/e/a.txt")]);

        Assert.Contains(path, after.Files.Select(file => file.Path));
    }

    [Fact]
    public void Which_result_a_file_is_is_known_of_those_that_the_last_build_exported()
    {
        var before = Load().After(_directory.Path, () => [Exporting("a"), Exporting("b")], [Exported("a", "/out/a"), Exported("b", "/out/b")]);
        before.Save();
        Assert.Equal(["Id-1", "Id-1"], Load().Files.Select(file => file.UniqueId));

        var after = Load().After(_directory.Path, () => [Exporting("a"), Exporting("b")], [Exported("a", "/out/a") with { UniqueId = "Id-2" }, NotExported("b", StepState.Skipped)]);

        Assert.Equal([("/out/a", "Id-2"), ("/out/b", "")], after.Files.Select(file => (file.Path, file.UniqueId)));
        Assert.False(after.IsSame(before));
    }

    [Fact]
    public void What_no_declared_step_exports_any_more_is_stale()
    {
        var before = Load().After(
            _directory.Path,
            () => [Exporting("gone"), Exporting("moved"), Exporting("plain"), Exporting("b")],
            [Exported("gone", "/out/gone"), Exported("moved", "/out/old"), Exported("plain", "/out/plain"), Exported("b", "/out/b")]);

        var after = before.After(
            _directory.Path,
            () => [Exporting("moved"), Declared.Step("plain"), Exporting("b")],
            [Exported("moved", "/out/new"), NotExported("plain", StepState.Skipped), Exported("b", "/out/b")]);

        Assert.Equal(["/out/new", "/out/b"], after.Files.Select(file => file.Path));
        Assert.Equal(["/out/gone", "/out/old", "/out/plain"], before.Without(after).Select(file => file.Path));
        Assert.False(after.IsSame(before));
    }

    [Fact]
    public void What_another_step_exports_to_the_same_place_is_not_stale()
    {
        var before = Load().After(_directory.Path, () => [Exporting("old-name")], [Exported("old-name", "/out/a")]);

        var after = before.After(_directory.Path, () => [Exporting("new-name")], [Exported("new-name", "/out/a")]);

        Assert.Empty(before.Without(after));
        Assert.Equal("new-name", Assert.Single(after.Files).Step);
    }

    private ExportList Load() => ExportList.Load(_directory.PathOf("obj/tango/"));

    private static StepDeclaration Exporting(string name) => Declared.Step(name, ("ExportTo", "out/"));

    private static StepOutcome Exported(string name, params string[] files) =>
        NotExported(name, StepState.Cached) with { ExportedTo = "/out", ExportedFiles = files };

    private static StepOutcome NotExported(string name, StepState state) => new(name, "Id-1", state, "/c/Id-1", "json");
}
