using Tango.Build.PackageTests.Infrastructure;

namespace Tango.Build.PackageTests;

/// <summary>MSBuild's terminal logger, the default at an interactive terminal, hides what tasks say. What was asked for by name must be seen all the same.</summary>
public sealed class PlanInTerminal
{
    [Fact]
    public async Task Is_shown_whole_and_so_are_the_files_that_targets_write()
    {
        if (!Terminal.IsAvailable)
            return;

        using var app = await Consumer.WithPipelineAsync();

        var plan = await Terminal.RunAsync(app.Folder, "build -t:TangoPlan");
        var graph = await Terminal.RunAsync(app.Folder, "build --no-restore -t:TangoGraph");

        Assert.Contains("Build succeeded in ", plan, StringComparison.Ordinal); // The terminal logger's words; the classic logger says otherwise.
        Assert.Contains("→ 4 to run, 0 cached.\n  Tango  step      plan        because\n  Tango  numbers   run         first run\n", plan, StringComparison.Ordinal);
        Assert.Contains("→ obj/Debug/net10.0/tango/graph.mmd", graph, StringComparison.Ordinal);
    }
}
