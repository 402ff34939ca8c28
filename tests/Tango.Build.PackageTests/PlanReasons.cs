using Tango.Build.PackageTests.Infrastructure;

namespace Tango.Build.PackageTests;

/// <summary>The reasons to run that a plan gives after edits, each in the words a user reads, and the same words behind the step that then runs.</summary>
public sealed class PlanReasons
{
    [Fact]
    public async Task Plans_and_builds_report_the_same_reasons()
    {
        using var app = await Consumer.EmptyAsync();
        ManySteps.Declare(app);
        (await app.BuildAsync()).EnsureSuccess();
        ManySteps.Change(app);

        var plan = (await app.BuildAsync("-t:TangoPlan", "-p:TangoForce=forced")).EnsureSuccess();
        var build = (await app.BuildAsync("-p:TangoForce=forced")).EnsureSuccess();

        Assert.Equal(
            [
                "argument run: value: 10 → 20",
                "upstream run: argument changed",
                "file run: data/iris.csv changed",
                "code run: code changed: Train.Fit, Train.Loss",
                "version run: version: 1 → 2",
                "type run: type: Number → Twin",
                "format run: format: text 1 → json 1",
                "missing run: result is no longer in the cache",
                "new run: first run",
                "forced run: forced",
                "uncached run: not cached: marked Caching = StepCaching.Never",
                "dice run: not cached: not marked Deterministic",
                "random run: depends on dice, which is not deterministic",
                "same cached",
                "idle not needed",
            ],
            Rows(plan, "plan"));
        Assert.Contains(plan.Result.Lines, line => line.Trim() == "App -> 13 to run (1 only if a result above changes), 1 cached.");
        Assert.All(
            Rows(plan, "plan").Where(row => row.Contains(" run: ", StringComparison.Ordinal)),
            row => Assert.Contains(row.Replace(" run: ", " ran: ", StringComparison.Ordinal), Rows(build, "build")));
    }

    // Columns are two or more blanks apart; a build's lines have the time before the reason.
    private static List<string> Rows(BuildRun run, string kind) => [.. run.TangoLines
        .Where(line => line.StartsWith("Tango  ", StringComparison.Ordinal) && !line.Contains("because", StringComparison.Ordinal))
        .Select(line => System.Text.RegularExpressions.Regex.Split(line, " {2,}"))
        .Select(columns => kind == "build" && columns.Length > 3 ? [columns[0], columns[1], columns[2], columns[^1]] : columns)
        .Select(columns => columns.Length > 3 ? $"{columns[1]} {columns[2]}: {columns[3]}" : $"{columns[1]} {columns[2]}")];
}
