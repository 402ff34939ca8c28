using Tango.Runs;

namespace Tango.Build.Tasks.Tests;

public sealed class ResultItemsTests
{
    private static readonly StepOutcome Plain = new("a", "Add-1", StepState.Ran, "/c/Add-1", "json.zst") { Duration = TimeSpan.FromSeconds(1.5) };

    private static readonly StepOutcome Beside = new("b", "Add-2", StepState.Cached, "/c/Add-2", "json")
    {
        ExportedTo = "/repo/bin/out/b;c.json",
        ExportedFiles = ["/repo/bin/out/b;c.json"],
        ExportItem = "Content",
    };

    private static readonly StepOutcome Elsewhere = new("c", "Add-3", StepState.Cached, "/c/Add-3", "text")
    {
        ExportedTo = "/repo/obj/generated",
        ExportedFiles = ["/repo/obj/generated/c.cs", "/repo/obj/generated/d.cs"],
        ExportItem = "Compile",
    };

    private readonly ResultItems _items = new([Plain, Beside, Elsewhere], "/repo/bin/out");

    [Fact]
    public void Every_step_is_a_result()
    {
        var results = _items.Results();

        Assert.Equal(["a", "b", "c"], results.Select(item => item.ItemSpec));
        Assert.Equal(
            ["Add-1", "ran", "/c/Add-1", "00:00:01.5000000", "json.zst", ""],
            new[] { "UniqueId", "State", "Path", "Duration", "Format", "ExportedTo" }.Select(results[0].GetMetadata));
        Assert.Equal("/repo/bin/out/b;c.json", results[1].GetMetadata("ExportedTo"));
    }

    [Fact]
    public void Every_exported_file_is_listed() =>
        Assert.Equal(["/repo/bin/out/b;c.json", "/repo/obj/generated/c.cs", "/repo/obj/generated/d.cs"], _items.Exports().Select(item => item.ItemSpec));

    [Fact]
    public void Content_beside_the_program_is_published_to_the_same_place()
    {
        var content = _items.ExportedItems()[0];

        Assert.Equal(
            ["Content", "b;c.json", "b;c.json", "PreserveNewest"],
            new[] { "ExportItem", "Link", "TargetPath", "CopyToPublishDirectory" }.Select(content.GetMetadata));
    }

    [Fact]
    public void Other_items_are_just_that()
    {
        var source = _items.ExportedItems()[1];

        Assert.Equal(["Compile", "c.cs", "", ""], new[] { "ExportItem", "Link", "TargetPath", "CopyToPublishDirectory" }.Select(source.GetMetadata));
    }
}
