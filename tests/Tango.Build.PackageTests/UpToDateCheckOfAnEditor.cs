using System.Text.Json;
using Tango.Build.PackageTests.Infrastructure;

namespace Tango.Build.PackageTests;

public sealed class UpToDateCheckOfAnEditor
{
    // Visual Studio defines these targets, and asks them for what its check compares.
    private static readonly string[] Targets = ["CollectUpToDateCheckInputDesignTime", "CollectUpToDateCheckOutputDesignTime"];

    [Fact]
    public async Task The_check_of_an_editor_gets_inputs_and_outputs_of_the_last_build()
    {
        using var app = await GeneratingLibrary.CreateAsync(more: project => project
            .Target(Targets[0])
            .Target(Targets[1])
            .CustomAction(root => root.Targets.ElementAt(0).Returns = "@(UpToDateCheckInput)")
            .CustomAction(root => root.Targets.ElementAt(1).Returns = "@(UpToDateCheckOutput)"));
        (await app.RunAsync(["restore"])).EnsureSuccess();
        var (_, before) = await CollectAsync(app);
        Assert.False(File.Exists(Assert.Single(before, item => item.Set == "Tango").Path));

        (await app.BuildAsync()).EnsureSuccess();
        var (inputs, outputs) = await CollectAsync(app);

        Assert.Equal(["Gen.deps.json", "Gen.dll", "Shared.dll", "project.assets.json", "words.txt"], inputs.Where(item => item.Set == "Tango").Select(item => Path.GetFileName(item.Path)).Order(StringComparer.Ordinal));
        Assert.Equal(["Words.cs", "shout.txt", "words.txt"], outputs.Where(item => item.Set == "TangoExports").Select(item => Path.GetFileName(item.Path)).Order(StringComparer.Ordinal));
        var output = Assert.Single(outputs, item => item.Set == "Tango").Path;
        Assert.All(inputs, item => Assert.True(File.GetLastWriteTimeUtc(item.Path) < File.GetLastWriteTimeUtc(output)));

        // Touched, not changed: the build that the check asks for runs no step, and is the last.
        File.SetLastWriteTimeUtc(app.PathOf("words.txt"), DateTime.UtcNow);
        Assert.Empty((await app.BuildAsync("--no-restore")).EnsureSuccess().StepsRun);
        Assert.True(File.GetLastWriteTimeUtc(app.PathOf("words.txt")) < File.GetLastWriteTimeUtc(output));
    }

    private static async Task<(Item[] Inputs, Item[] Outputs)> CollectAsync(Consumer app)
    {
        var collected = await app.RunAsync(["msbuild", "-p:DesignTimeBuild=true", "-p:BuildingInsideVisualStudio=true", $"-getTargetResult:{Targets[0]}", $"-getTargetResult:{Targets[1]}"]);
        using var json = JsonDocument.Parse(collected.EnsureSuccess().Result.StandardOutput);
        return (Items(json, Targets[0]), Items(json, Targets[1]));
    }

    private static Item[] Items(JsonDocument json, string target) => [.. json.RootElement
        .GetProperty("TargetResults").GetProperty(target).GetProperty("Items").EnumerateArray()
        .Select(item => new Item(item.GetProperty("FullPath").GetString()!, item.TryGetProperty("Set", out var set) ? set.GetString()! : ""))];

    private sealed record Item(string Path, string Set);
}
