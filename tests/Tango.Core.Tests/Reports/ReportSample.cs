using System.Collections.Immutable;
using Tango.Core.Tests.Execution;
using Tango.Core.Tests.Execution.Steps;
using Tango.Identity;
using Tango.Planning;
using Tango.Reports;
using Tango.Runs;

namespace Tango.Core.Tests.Reports;

/// <summary>A pipeline as people have them, with runs that are written and not made: a page for it needs no build of minutes.</summary>
internal sealed class ReportSample : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 8, 1, 9, 0, 0, TimeSpan.Zero);

    private readonly Project _project = new();
    private readonly Random _random = new(1);
    private Plan? _plan;

    public void Dispose() => _project.Dispose();

    public Plan Plan => _plan ??= _project.Plan();

    public string ProjectFile => _project.PathOf("project.csproj");

    /// <summary>The pipeline of the review: twelve steps, some of whose arrows would run through boxes in a naive drawing.</summary>
    public static ReportSample OfTwelve()
    {
        var sample = new ReportSample();
        sample.Add("rows").Add("clean", "rows").Add("split", "clean").Add("stats", "clean");
        sample.Add("model-s", "split").Add("model-m", "split").Add("model-l", "split").Add("scores", "model-s", "model-m", "model-l", "split");
        sample.Add("plot", "scores", "stats").Add("page", "scores", "plot").Add("flaky", "rows").Add("publish", "flaky", "page", "scores");
        return sample;
    }

    /// <summary>A sweep: data sets, features and models of each, and a summary of all.</summary>
    public static ReportSample OfSweep(int steps)
    {
        var sample = new ReportSample();
        foreach (var (name, needs) in Sweep().Take(steps - 1))
            sample.Add(name, needs);

        sample.Add("summary", [.. sample._project.Declarations.Select(step => step.Name).Where(name => name.StartsWith("train-", StringComparison.Ordinal)).TakeLast(200)]);
        return sample;
    }

    private static IEnumerable<(string Name, string[] Needs)> Sweep()
    {
        for (var set = 0; ; set++)
        {
            yield return ($"load-{set:000}", []);
            yield return ($"clean-{set}-1", [$"load-{set:000}"]);
            yield return ($"clean-{set}-2", [$"load-{set:000}", $"clean-{set}-1"]);
            for (var feature = 0; feature < 3; feature++)
            {
                yield return ($"feature-{set}-{feature}", [$"clean-{set}-2"]);
                yield return ($"train-{set}-{feature}", [$"feature-{set}-{feature}", $"clean-{set}-1"]);
            }
        }
    }

    /// <summary>Adds a step.</summary>
    public ReportSample Add(string name, params string[] needs)
    {
        var seed = $"Seed={_project.Declarations.Count}";
        _ = needs.Length switch
        {
            0 => _project.Declare<Gathers>(name, seed),
            1 => _project.Declare<Gathers>(name, seed, $"One=ref:{needs[0]}"),
            _ => _project.Declare<Gathers>(name, seed, "Many=" + string.Join(';', needs.Select(need => $"ref:{need}"))),
        };
        return this;
    }

    /// <summary>A project with a last run, in which steps of all states were, and earlier ones.</summary>
    public ReportProject WithRuns(int runs, Func<StepRecord, StepRecord>? change = null) => WithoutRuns() with
    {
        Runs = [.. Enumerable.Range(0, runs).Select(back => RunOf(runs - back, change))],
    };

    public ReportProject WithoutRuns() => new(ProjectFile, Plan) { CacheDirectory = _project.Cache.DirectoryPath, HasEntry = _project.Cache.Contains };

    private RunRecord RunOf(int number, Func<StepRecord, StepRecord>? change)
    {
        var started = Start.AddHours(number);
        var lanes = new DateTimeOffset[4];
        Array.Fill(lanes, started);
        var steps = Plan.Steps.Select(step => RecordOf(step, number, lanes)).Select(change ?? (step => step)).ToImmutableArray();
        return new RunRecord
        {
            Id = $"run-{number}",
            BuildId = $"b{number}",
            Project = ProjectFile,
            StateDirectory = _project.StateDirectory,
            ToolVersion = "0.1.0",
            Host = "vm",
            Started = started,
            Ended = lanes.Max(),
            MaxParallelism = lanes.Length,
            Source = new SourceState("0123456789abcdef0123456789abcdef01234567", "main", IsDirty: number % 2 == 0),
            Overrides = number % 3 == 0 ? new() { Arguments = ["model-m.Epochs=20"] } : RunOverrides.None,
            Steps = steps,
        };
    }

    private StepRecord RecordOf(PlannedStep step, int number, DateTimeOffset[] lanes)
    {
        var index = step.Node.Index;
        var state = index % 97 == 10 ? StepState.Failed : index % 97 == 11 ? StepState.Blocked : index % 3 == 1 ? StepState.Cached : StepState.Ran;
        var record = new StepRecord
        {
            Name = step.Node.Name,
            UniqueId = step.Identity.UniqueId,
            Type = step.Node.Type.FullName,
            State = state,
            Needs = [.. step.Node.Inputs.Select(input => input.Name)],
            Metrics = index % 40 == 7 ? StepMetrics.None.Add("accuracy", Math.Round(0.9 + number / 1000.0 + index / 100_000.0, 5)).Add("rows", 1000) : StepMetrics.None,
        };
        return state switch
        {
            StepState.Cached => record with { Cost = TimeSpan.FromSeconds(1 + index % 7), ResultSize = 1000 + index, Summary = $"{1000 + index} rows" },
            StepState.Blocked => record,
            _ => Timed(record, lanes, index),
        };
    }

    private StepRecord Timed(StepRecord record, DateTimeOffset[] lanes, int index)
    {
        var lane = Array.IndexOf(lanes, lanes.Min());
        var duration = TimeSpan.FromMilliseconds(_random.Next(5, 4000));
        var started = lanes[lane];
        lanes[lane] += duration;
        var isFailed = record.State == StepState.Failed;
        return record with
        {
            Started = started,
            Duration = duration,
            Cost = duration,
            Lane = lane,
            Reason = record.Needs.IsEmpty ? "first run" : $"{record.Needs[0]} changed",
            Summary = isFailed ? null : $"{1000 + index} rows, 3 columns",
            ResultSize = isFailed ? null : 50_000 + index * 7919L,
            Code = isFailed ? "TANGO0201" : null,
            Error = isFailed ? "InvalidOperationException: too few rows\nat TrainModel.Fit in TrainModel.cs:line 21" : null,
            Exports = index % 50 == 5 ? [_project.PathOf($"out/{record.Name}.json")] : [],
            Log = LogOf(record),
            Identity = [new IdentityEntry { Name = "argument:Numbers", Hash = "00", Text = "[7]" }],
        };
    }

    private string LogOf(StepRecord record) =>
        _project.Write(Path.Combine(_project.Cache.PathForStep(record.UniqueId), "log.txt"), $"12:00:00.000 started\n12:00:01.000 info: read 1000 rows\n12:00:02.000 info: {record.Name} made 3 columns\n12:00:03.000 completed\n");
}
