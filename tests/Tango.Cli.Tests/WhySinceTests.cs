using Tango.Runs;
using static Tango.Cli.Tests.RecordedFolder;

namespace Tango.Cli.Tests;

/// <summary><c>tango why STEP --since FILE</c>: the record of another machine, which may have built another configuration.</summary>
public sealed class WhySinceTests : IDisposable
{
    private readonly RecordedFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // The record: PROJECT FILE|STATE DIRECTORY|STEP.
    [Theory]
    [InlineData("/ci/App/App.csproj|/ci/App/obj/Debug/net10.0/tango|model", "Compared with")]
    [InlineData("/ci/App/App.csproj|/ci/App/obj/Release/net10.0/tango|model", "Compared with")]
    [InlineData("/ci/App/App.csproj|/ci/App/obj/Debug/net9.0/tango|MODEL", "Compared with")]
    [InlineData("/ci/App/App.csproj|/ci/App/obj/Debug/net10.0/tango|split", "tango: The record has no step 'model' of this project.")]
    [InlineData("/ci/Lab/Lab.csproj|/ci/Lab/obj/Debug/net10.0/tango|model", "tango: The record has no step 'model' of this project.")]
    public async Task The_only_step_of_the_project_is_compared(string record, string expected)
    {
        if (OperatingSystem.IsWindows())
            return;

        var parts = record.Split('|');
        _folder.Build(parts[0], parts[1], buildId: null, Ran(parts[2], "Model-1-a", ("epochs", "10")));
        File.Copy(RunRecordFolder.Files(_folder.PathOf(".tango/runs")).Single(), _folder.PathOf("ci.json"));
        await File.WriteAllTextAsync(_folder.PathOf("plan.json"), """
            {"project":"/home/App/App.csproj","stateDirectory":"/home/App/obj/Debug/net10.0/tango","steps":[{"name":"model","uniqueId":"Model-1-b","action":"run","reason":"","identity":[{"name":"argument:epochs","hash":"12","text":"12"}]}]}
            """);

        using var tango = ToolProcess.Start(_folder, "#!/bin/sh\ncp plan.json \"$TangoPlanDirectory/App.json\"\n", "why", "model", "--since", "ci.json");
        var output = await tango.StandardOutput.ReadToEndAsync() + await tango.StandardError.ReadToEndAsync();

        Assert.Contains(expected, output, StringComparison.Ordinal);
        Assert.Equal(expected == "Compared with", output.Contains("  epochs  10  →  12", StringComparison.Ordinal));
    }
}
