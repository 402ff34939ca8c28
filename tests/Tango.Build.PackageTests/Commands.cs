using Tango.Build.PackageTests.Infrastructure;
using Tango.Core.Tests.Execution;

namespace Tango.Build.PackageTests;

public sealed class Commands
{
    [ShFact]
    public async Task Commands_and_step_classes_share_a_pipeline_that_restores_and_cleans_outputs()
    {
        using var app = await ConsumerWithCommandsAsync();
        (await app.BuildAsync()).EnsureSuccess();
        Assert.Equal("10\n10\n", app.Read("out/twice.txt"));
        Assert.Equal("{\"Title\":\"Totals\",\"Total\":20}", app.Read("bin/Debug/net10.0/report.json"));

        File.Delete(app.PathOf("out/twice.txt"));
        app.Write("out/more/count.txt", "edited");
        var second = (await app.BuildAsync()).EnsureSuccess();
        var third = (await app.BuildAsync(Worker.Unstartable)).EnsureSuccess();

        Assert.Equal((0, 0), (second.WorkerStarts, third.WorkerStarts));
        Assert.Equal(("10\n10\n", "2"), (app.Read("out/twice.txt"), app.Read("out/more/count.txt").Trim()));

        (await app.BuildAsync("-t:Clean")).EnsureSuccess();

        Assert.False(Directory.Exists(app.PathOf("out")));
    }

    [ShFact]
    public async Task Run_again_when_their_script_changes_and_so_does_what_takes_their_results()
    {
        using var app = await ConsumerWithCommandsAsync();
        (await app.BuildAsync()).EnsureSuccess();

        app.Edit("twice.sh", "echo; cat", "echo; printf 1; cat");
        var build = (await app.BuildAsync()).EnsureSuccess();
        app.Edit("twice.sh", "printf 1", "printf '1'");
        var equal = (await app.BuildAsync()).EnsureSuccess();

        Assert.Equal(["report"], build.StepsRun);
        Assert.All([build, equal], run => Assert.Contains(run.TangoLines, line => line.StartsWith("Tango  twice", StringComparison.Ordinal) && line.EndsWith("twice.sh changed", StringComparison.Ordinal)));
        Assert.Empty(equal.StepsRun);
        Assert.Contains(equal.TangoLines, line => line.StartsWith("Tango  report", StringComparison.Ordinal) && line.EndsWith("upstream result unchanged", StringComparison.Ordinal));
    }

    [ShFact]
    public async Task Keep_what_was_printed_however_long_its_lines_are()
    {
        using var app = await Consumer.EmptyAsync();
        app.WriteProject(project => project
            .TangoStep("long", "Command", ("Run", "head -c 60000000 /dev/zero | tr '\\0' x; echo; echo END"))
            .TangoStep("raw", "Command", ("Run", "printf 'a\\377b\\r\\n'"), ("Format", "bytes"))
            .TangoStep("count", "Command", ("Run", "cat {long} {raw} | wc -c | tr -d ' ' > count.txt; tail -n 1 {long} > end.txt"), ("Inputs", "ref:long;ref:raw"), ("Outputs", "count.txt;end.txt")));

        (await app.BuildAsync()).EnsureSuccess();

        Assert.Equal("60000009\n", app.Read("count.txt"));
        Assert.StartsWith("END", app.Read("end.txt"), StringComparison.Ordinal);
    }

    private static async Task<Consumer> ConsumerWithCommandsAsync()
    {
        var app = await Consumer.EmptyAsync(awkwardPath: true);
        app.Write(Pipeline.StepsFile, Pipeline.Steps);
        app.Write("twice.sh", "cat < \"$1\"; echo; cat < \"$1\"; echo");
        app.WriteProject(project => project
            .TangoStep("numbers", "Numbers", ("Count", "4"))
            .TangoStep("sum", "Sum", ("Of", "ref:numbers"))
            .TangoStep("twice", "Command", ("Run", "sh twice.sh {sum} > out/twice.txt; wc -l < out/twice.txt > out/more/count.txt"), ("Inputs", "twice.sh;ref:sum"), ("Outputs", "out/twice.txt;out/more/"))
            .TangoStep("added", "Command", ("Run", "paste -sd + {twice[out/twice.txt]} | sed 's/.*/[&]/; s/+/,/' > added.json"), ("Inputs", "ref:twice[out/twice.txt]"), ("Outputs", "added.json"))
            .TangoStep("total", "SumOfFile", ("Numbers", "ref:added"))
            .TangoStep("report", "WriteReport", ("Total", "ref:total"), ("ExportTo", "$(OutDir)report.json")));
        app.Write(
            "SumOfFile.cs",
            """
            [Step(Deterministic = true)]
            public sealed class SumOfFile : Step<int>
            {
                public int Run(FileInfo numbers) => System.Text.Json.JsonSerializer.Deserialize<int[]>(File.ReadAllText(numbers.FullName))!.Sum();
            }
            """);
        return app;
    }
}
