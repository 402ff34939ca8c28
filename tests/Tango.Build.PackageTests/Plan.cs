using System.Text.Json;
using Tango.Build.PackageTests.Infrastructure;

namespace Tango.Build.PackageTests;

public sealed class Plan
{
    [Fact]
    public async Task Says_what_would_run_and_why_without_doing_it()
    {
        using var app = await Consumer.WithPipelineAsync();

        var plan = (await app.BuildAsync("-t:TangoPlan")).EnsureSuccess();

        Assert.Empty(plan.StepsRun);
        Assert.Equal(0, plan.WorkerStarts);
        Assert.False(Directory.Exists(app.PathOf(".tango")), "A plan writes nothing into the cache.");
        Assert.False(Directory.Exists(app.PathOf("obj/Debug/net10.0/tango")), "A plan remembers nothing.");
        Assert.Contains(plan.Result.Lines, line => line.Trim() == "App -> 4 to run, 0 cached.");
        Assert.Equal("Tango  step      plan        because", plan.TangoLines[0]);
        Assert.Single(plan.TangoLines, line => line == "Tango  numbers   run         first run");
    }

    [Fact]
    public async Task Runs_no_commands_of_the_user()
    {
        using var app = await Consumer.WithPipelineAsync(more: project => project
            .Target("MarkEvent", afterTargets: "PreBuildEvent")
            .Task("Touch", [new("Files", "pre-build-event"), new("AlwaysCreate", "true")]));

        (await app.BuildAsync("-t:TangoPlan")).EnsureSuccess();
        Assert.False(File.Exists(app.PathOf("pre-build-event")));

        (await app.BuildAsync("-t:TangoRun")).EnsureSuccess();
        Assert.True(File.Exists(app.PathOf("pre-build-event")));
    }

    [Fact]
    public async Task Names_the_changed_argument()
    {
        using var app = await Consumer.WithPipelineAsync();
        (await app.BuildAsync()).EnsureSuccess();
        app.Edit("App.csproj", "Count=\"4\"", "Count=\"5\"");

        var plan = (await app.BuildAsync("-t:TangoPlan")).EnsureSuccess();

        Assert.Single(plan.TangoLines, line =>
            line.StartsWith("Tango  numbers   run ", StringComparison.Ordinal) && line.EndsWith("count: 4 → 5", StringComparison.OrdinalIgnoreCase));
        Assert.Single(plan.TangoLines, line => line == "Tango  greeting  cached");
    }

    [Fact]
    public async Task Is_given_to_machines_as_json()
    {
        using var app = await Consumer.WithPipelineAsync();
        (await app.BuildAsync()).EnsureSuccess();

        var plan = (await app.BuildAsync("-getTargetResult:TangoPlan")).EnsureSuccess();

        using var json = JsonDocument.Parse(plan.Result.StandardOutput);
        var items = json.RootElement.GetProperty("TargetResults").GetProperty("TangoPlan").GetProperty("Items");
        Assert.Equal(
            ["greeting cached", "numbers cached", "report cached", "sum cached"],
            items.EnumerateArray().Select(item => $"{item.GetProperty("Identity")} {item.GetProperty("State")}").Order(StringComparer.Ordinal));

        app.Edit("App.csproj", "Count=\"4\"", "Count=\"5\"");
        var changed = (await app.BuildAsync("-getTargetResult:TangoPlan")).EnsureSuccess();

        using var after = JsonDocument.Parse(changed.Result.StandardOutput);
        var steps = after.RootElement.GetProperty("TargetResults").GetProperty("TangoPlan").GetProperty("Items").EnumerateArray().ToList();
        var (numbers, report) = (Item("numbers"), Item("report"));
        Assert.Equal(("run", "count: 4 → 5", "ArgumentChanged"), (Text(numbers, "State"), Text(numbers, "Reason"), Text(numbers, "Reasons")));
        Assert.Equal(("", "Numbers", "true"), (Text(numbers, "Depends"), Text(numbers, "Type"), Text(numbers, "Stored")));
        Assert.Equal(("sum", "WriteReport", "json", "UpstreamChanged"), (Text(report, "Depends"), Text(report, "Type"), Text(report, "Format"), Text(report, "Reasons")));
        Assert.Equal(Path.Combine(app.Cache, Text(report, "UniqueId")), Text(report, "Path"));

        JsonElement Item(string step) => steps.Single(item => Text(item, "Identity") == step);

        static string Text(JsonElement item, string name) => item.GetProperty(name).GetString()!;
    }
}
