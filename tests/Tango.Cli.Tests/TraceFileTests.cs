using System.Text.Json;
using Tango.Cli.Output;
using static Tango.Cli.Tests.RecordedFolder;

namespace Tango.Cli.Tests;

public sealed class TraceFileTests : IDisposable
{
    private readonly RecordedFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_step_that_ran_is_a_bar_in_its_lane_and_its_project()
    {
        _folder.Build("Data", "b1", Ran("load", "Load-1-a") with { Lane = 1 }).Build("App", "b1", Cached("split", "Split-1-a"), Ran("model", "Model-1-a") with { Lane = 0, Reason = "first run" });
        using var stream = new MemoryStream();

        TraceFile.Write(stream, Workspace.At(_folder.Path).Builds.First());

        using var json = JsonDocument.Parse(stream.ToArray());
        var events = json.RootElement.GetProperty("traceEvents").EnumerateArray().ToList();
        Assert.Equal(["Data", "App"], events.Where(IsName).Select(trace => trace.GetProperty("args").GetProperty("name").GetString()));
        Assert.Equal([("load", 1, 1), ("model", 2, 0)], events.Where(trace => !IsName(trace)).Select(Place));
        Assert.Equal(1_796_032_800_000_000, events[1].GetProperty("ts").GetDouble());
        Assert.Equal(2_000_000, events[1].GetProperty("dur").GetDouble());
        Assert.Equal("first run", events[^1].GetProperty("args").GetProperty("reason").GetString());
    }

    private static bool IsName(JsonElement trace) => trace.GetProperty("ph").GetString() == "M";

    private static (string?, int, int) Place(JsonElement trace) =>
        (trace.GetProperty("name").GetString(), trace.GetProperty("pid").GetInt32(), trace.GetProperty("tid").GetInt32());
}
