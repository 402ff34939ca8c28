using Tango.Runs;

namespace Tango.Build.Tasks.Tests;

public sealed class ResultItemsTests
{
    [Fact]
    public void Every_step_is_a_result()
    {
        var results = ResultItems.From(
        [
            new("a", "Add-1", StepState.Ran, "/c/Add-1", "json.zst") { Duration = TimeSpan.FromSeconds(1.5) },
            new("b", "Add-2", StepState.Cached, "/c/Add-2", "json") { ExportedTo = "/repo/bin/out/b;c.json" },
        ]);

        Assert.Equal(["a", "b"], results.Select(item => item.ItemSpec));
        Assert.Equal(
            ["Add-1", "ran", "/c/Add-1", "00:00:01.5000000", "json.zst", ""],
            new[] { "UniqueId", "State", "Path", "Duration", "Format", "ExportedTo" }.Select(results[0].GetMetadata));
        Assert.Equal("/repo/bin/out/b;c.json", results[1].GetMetadata("ExportedTo"));
    }
}
