using Tango.Build.PackageTests.Infrastructure;

namespace Tango.Build.PackageTests;

public sealed class BinaryLog
{
    [Fact]
    public async Task Carries_reasons_durations_and_the_plan()
    {
        using var app = await Consumer.WithPipelineAsync();
        app.Edit(Pipeline.StepsFile, "return of.Sum();", "for (var i = 0; i <= 100; i++) Progress.Report(new(i / 100.0, $\"row {i}\")); Console.WriteLine(\"said by the step\"); return of.Sum();");
        (await app.BuildAsync("-bl:run.binlog")).EnsureSuccess();
        (await app.BuildAsync("--no-restore", "-t:TangoPlan", "-p:TangoSet=numbers.Count=5", "-bl:plan.binlog")).EnsureSuccess();

        var run = (await app.RunAsync(["msbuild", "run.binlog", "-nologo", "-v:diag", "-tl:off"])).EnsureSuccess();
        var plan = (await app.RunAsync(["msbuild", "plan.binlog", "-nologo", "-v:diag", "-tl:off"])).EnsureSuccess();

        Assert.Contains(run.Result.Lines, line => System.Text.RegularExpressions.Regex.IsMatch(line, @"Tango  sum +ran +[\d.]+ m?s  first run"));
        Assert.Contains(run.Result.Lines, line => line.Contains("Tango  sum       started", StringComparison.Ordinal) && line.Contains("first run", StringComparison.Ordinal));
        Assert.Contains(run.Result.Lines, line => line.Contains("said by the step", StringComparison.Ordinal));
        Assert.Contains(run.Result.Lines, line => line.Contains("100 % · row 100", StringComparison.Ordinal));
        Assert.Contains(plan.Result.Lines, line => line.Contains("Tango  numbers   run         count: 4 → 5", StringComparison.Ordinal));

        // The text file that can be followed has the progress too, its end in any case; the classic log of a short step has none.
        Assert.Contains("sum: 100 %, row 100", app.Read("obj/Debug/net10.0/tango/run.log"), StringComparison.Ordinal);
        Assert.Contains("sum: starts (Sum-", app.Read("obj/Debug/net10.0/tango/run.log"), StringComparison.Ordinal);
        Assert.True(File.ReadLines(app.PathOf("obj/Debug/net10.0/tango/run.log")).Count(line => line.Contains("row ", StringComparison.Ordinal)) < 100);
    }
}
