using Tango.Build.Tasks.Tests.Infrastructure;
using Tango.Build.TestKit;
using Tango.Graph;
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
            () => [Exporting("a"), Exporting("b")],
            [Exported("a", "/out/a b;%41.json", "/out/line\nend\tof"), Exported("b", "/out/b") with { ExportItem = "Content" }]);

        list.Save();

        Assert.Equal([new("/out/a b;%41.json", "a", ""), new("/out/line\nend\tof", "a", ""), new("/out/b", "b", "Content")], Load().Files);
        Assert.True(Load().IsSame(list));
    }

    [Fact]
    public void A_file_that_somebody_has_written_since_is_somebody_else_s()
    {
        var path = _directory.Write("a.json", "result");
        Load().After(() => [Exporting("a")], [Exported("a", path)]).Save();
        Assert.False(Assert.Single(Load().Files).IsSomebodyElses());

        File.WriteAllText(path, "edited");
        File.SetLastWriteTimeUtc(path, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        Assert.True(Assert.Single(Load().Files).IsSomebodyElses());
    }

    // Not selected, not needed, failed, blocked by a failure, or in the cache while the place cannot be written.
    [Theory]
    [InlineData(StepState.Skipped)]
    [InlineData(StepState.Failed)]
    [InlineData(StepState.Blocked)]
    [InlineData(StepState.Cached)]
    public void What_a_step_exported_stays_while_it_is_not_exported_anew(StepState state)
    {
        var before = Load().After(() => [Exporting("a"), Exporting("b")], [Exported("a", "/out/a"), Exported("b", "/out/b")]);

        var after = before.After(() => [Exporting("a"), Exporting("b")], [NotExported("a", state), Exported("b", "/out/b")]);

        Assert.Equal(["/out/a", "/out/b"], after.Files.Select(file => file.Path).Order(StringComparer.Ordinal));
        Assert.Empty(before.Without(after));
    }

    [Fact]
    public void What_no_declared_step_exports_any_more_is_stale()
    {
        var before = Load().After(
            () => [Exporting("gone"), Exporting("moved"), Exporting("plain"), Exporting("b")],
            [Exported("gone", "/out/gone"), Exported("moved", "/out/old"), Exported("plain", "/out/plain"), Exported("b", "/out/b")]);

        var after = before.After(
            () => [Exporting("moved"), Declared.Step("plain"), Exporting("b")],
            [Exported("moved", "/out/new"), NotExported("plain", StepState.Skipped), Exported("b", "/out/b")]);

        Assert.Equal(["/out/new", "/out/b"], after.Files.Select(file => file.Path));
        Assert.Equal(["/out/gone", "/out/old", "/out/plain"], before.Without(after).Select(file => file.Path));
        Assert.False(after.IsSame(before));
    }

    [Fact]
    public void What_another_step_exports_to_the_same_place_is_not_stale()
    {
        var before = Load().After(() => [Exporting("old-name")], [Exported("old-name", "/out/a")]);

        var after = before.After(() => [Exporting("new-name")], [Exported("new-name", "/out/a")]);

        Assert.Empty(before.Without(after));
        Assert.Equal("new-name", Assert.Single(after.Files).Step);
    }

    private ExportList Load() => ExportList.Load(_directory.PathOf("obj/tango/"));

    private static StepDeclaration Exporting(string name) => Declared.Step(name, ("ExportTo", "out/"));

    private static StepOutcome Exported(string name, params string[] files) =>
        NotExported(name, StepState.Cached) with { ExportedTo = "/out", ExportedFiles = files };

    private static StepOutcome NotExported(string name, StepState state) => new(name, "Id-1", state, "/c/Id-1", "json");
}
