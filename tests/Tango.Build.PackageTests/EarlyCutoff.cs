using Tango.Build.PackageTests.Infrastructure;

namespace Tango.Build.PackageTests;

/// <summary>A refactoring costs the step that was refactored, and nothing below it.</summary>
public sealed class EarlyCutoff
{
    private const string Refactored = "var sum = 0; foreach (var number in of) sum += number; return sum;";

    [Fact]
    public async Task A_step_that_was_refactored_runs_and_what_uses_its_equal_result_does_not()
    {
        using var app = await Consumer.WithPipelineAsync();
        (await app.BuildAsync()).EnsureSuccess();
        var report = await File.ReadAllTextAsync(app.PathOf("bin/Debug/net10.0/report.json"));
        app.Edit(Pipeline.StepsFile, "return of.Sum();", Refactored);

        var plan = (await app.BuildAsync("-t:TangoPlan")).EnsureSuccess();
        var build = (await app.BuildAsync()).EnsureSuccess();
        var next = (await app.BuildAsync()).EnsureSuccess();

        Assert.Contains(plan.Result.Lines, line => line.Trim() == "App -> 2 to run (1 only if a result above changes), 2 cached.");
        Assert.Equal(["sum"], build.StepsRun);
        Assert.Single(build.TangoLines, line => line.StartsWith("Tango  report    cached", StringComparison.Ordinal) && line.EndsWith("upstream result unchanged", StringComparison.Ordinal));
        Assert.Equal(report, await File.ReadAllTextAsync(app.PathOf("bin/Debug/net10.0/report.json")));
        Assert.Equal((0, 0), (next.StepsRun.Count, next.WorkerStarts));
    }

    [Fact]
    public async Task TangoEarlyCutoff_turns_it_off()
    {
        using var app = await Consumer.WithPipelineAsync();
        (await app.BuildAsync()).EnsureSuccess();
        app.Edit(Pipeline.StepsFile, "return of.Sum();", Refactored);

        var build = (await app.BuildAsync("-p:TangoEarlyCutoff=false")).EnsureSuccess();

        Assert.Equal(["report", "sum"], build.StepsRun);
    }

    [Fact]
    public async Task A_type_that_reads_the_same_result_in_another_way_is_another_result()
    {
        using var app = await Consumer.WithPipelineAsync();
        app.Edit(Pipeline.StepsFile, "public sealed class Sum : Step<int>", "public sealed class Sum : Step<Amount>");
        app.Edit(Pipeline.StepsFile, "public int Run(IReadOnlyList<int> of)", "public Amount Run(IReadOnlyList<int> of)");
        app.Edit(Pipeline.StepsFile, "return of.Sum();", "return new Amount(of.Sum());");
        app.Edit(Pipeline.StepsFile, "public Report Run(int total,", "public Report Run(IAmount total,");
        app.Edit(Pipeline.StepsFile, "new Report(title, total)", "new Report(title, total.Value)");
        app.Edit(Pipeline.StepsFile, "public sealed record Report", "public interface IAmount { int Value { get; } }\npublic sealed record Amount(int Raw) : IAmount { [System.Text.Json.Serialization.JsonIgnore] public int Value => Raw * 1; }\npublic sealed record Report");
        (await app.BuildAsync()).EnsureSuccess();

        app.Edit(Pipeline.StepsFile, "Raw * 1", "Raw * 2");
        var build = (await app.BuildAsync()).EnsureSuccess();

        Assert.Equal(["report", "sum"], build.StepsRun);
    }
}
