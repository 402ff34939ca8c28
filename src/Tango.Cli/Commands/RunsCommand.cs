using System.CommandLine;
using System.Text.Json.Nodes;
using Spectre.Console;
using Tango.Cli.Output;
using Tango.IO;
using Tango.Runs;

namespace Tango.Cli.Commands;

/// <summary><c>tango runs</c>: the builds that ran or fetched a step.</summary>
internal static class RunsCommand
{
    private const int DefaultCount = 20;

    public static Command Create(CliContext context)
    {
        var count = new Option<int>("--count", "-n") { Description = "How many builds are listed.", DefaultValueFactory = _ => DefaultCount, HelpName = "N" };
        var command = new Command("runs", "Lists the builds that ran or fetched a step, the last one first.") { Options = { count } };
        command.SetAction(arguments =>
        {
            IEnumerable<(RecordedBuild Build, int Number)> builds = arguments.WorkspaceOf(context).Builds.Select((build, index) => (build, index + 1)).Take(arguments.GetValue(count));
            if (arguments.GetValue(CommonOptions.Json))
                JsonText.Write(context.Out, JsonText.Array(builds, entry => ToJson(entry.Build, entry.Number)));
            else
                context.Console.Write(ToTable(builds));

            return ExitCode.Success;
        });
        return command;
    }

    private static Table ToTable(IEnumerable<(RecordedBuild Build, int Number)> builds)
    {
        var now = DateTimeOffset.Now;
        var table = Tables.Create("run", "ended", "commit", "branch", ">took", ">ran", ">cached", ">failed", ">saved", "projects");
        foreach (var (build, number) in builds)
        {
            var failed = build.Count(StepState.Failed);
            table.AddRow(
                Tables.Cell(Texts.Count(number)),
                Tables.Cell(Texts.Time(build.Ended, now)),
                Tables.Cell(Texts.Commit(build.Source)),
                Tables.Cell(build.Source?.Branch),
                Tables.Cell(build.Duration is { } duration ? DurationText.Format(duration) : ""),
                Tables.Cell(Texts.Count(build.Count(StepState.Ran))),
                Tables.Cell(Texts.Count(build.Count(StepState.Cached))),
                Tables.Cell(failed == 0 ? "" : Texts.Count(failed), "red"),
                Tables.Cell(build.Saved == TimeSpan.Zero ? "" : DurationText.Format(build.Saved)),
                Tables.Cell(string.Join(", ", build.Records.Select(record => Path.GetFileNameWithoutExtension(record.Project)).Distinct(StringComparer.Ordinal))));
        }

        return table;
    }

    private static JsonObject ToJson(RecordedBuild build, int number) => new()
    {
        ["run"] = number,
        ["id"] = build.Id,
        ["started"] = build.Started?.UtcDateTime,
        ["ended"] = build.Ended.UtcDateTime,
        ["commit"] = build.Source?.Commit,
        ["branch"] = build.Source?.Branch,
        ["dirty"] = build.Source?.IsDirty,
        ["ran"] = build.Count(StepState.Ran),
        ["cached"] = build.Count(StepState.Cached),
        ["failed"] = build.Count(StepState.Failed),
        ["blocked"] = build.Count(StepState.Blocked),
        ["secondsRan"] = build.Ran.TotalSeconds,
        ["cpuSeconds"] = build.CpuTime?.TotalSeconds,
        ["peakMemory"] = build.PeakMemory,
        ["secondsSaved"] = build.Saved.TotalSeconds,
        ["projects"] = JsonText.Array(build.Records, record => JsonValue.Create(record.Project)),
    };
}
