using System.CommandLine;
using System.Text.Json.Nodes;
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
            var workspace = arguments.WorkspaceOf(context);
            RecordedBuild[] builds = [.. workspace.Builds.Take(arguments.GetValue(count))];
            if (arguments.GetValue(CommonOptions.Json))
                JsonText.Write(context.Out, JsonText.Array(builds, ToJson));
            else if (!workspace.Builds.Any())
                context.Error.WriteLine($"tango: {workspace.NoRecord().Message}");
            else
                context.Console.Write(ToTable(builds));

            return ExitCode.Success;
        });
        return command;
    }

    private static TextTable ToTable(IReadOnlyList<RecordedBuild> builds)
    {
        var now = DateTimeOffset.Now;

        // Only clusters have them.
        var hasSubmitted = builds.Any(build => build.Count(StepState.Submitted) > 0);
        var table = new TextTable(["run", "ended", "commit", "branch", ">took", ">ran", ">cached", ">failed", .. Submitted(">submitted"), ">saved", "projects"]);
        foreach (var build in builds)
        {
            var (failed, submitted) = (build.Count(StepState.Failed), build.Count(StepState.Submitted));
            table.AddRow(
            [
                new TextCell(Texts.Count(build.Number)),
                new TextCell(Texts.Time(build.Ended, now)),
                new TextCell(Texts.Commit(build.Source)),
                new TextCell(build.Source?.Branch),
                new TextCell(build.Duration is { } duration ? DurationText.Format(duration) : ""),
                new TextCell(Texts.Count(build.Count(StepState.Ran))),
                new TextCell(Texts.Count(build.Count(StepState.Cached))),
                new TextCell(failed == 0 ? "" : Texts.Count(failed), "red"),
                .. Submitted(new TextCell(submitted == 0 ? "" : Texts.Count(submitted))),
                new TextCell(build.Saved == TimeSpan.Zero ? "" : DurationText.Format(build.Saved)),
                new TextCell(string.Join(", ", build.Records.Select(record => Path.GetFileNameWithoutExtension(record.Project)).Distinct(StringComparer.Ordinal))),
            ]);
        }

        return table;

        T[] Submitted<T>(T cell) => hasSubmitted ? [cell] : [];
    }

    private static JsonObject ToJson(RecordedBuild build) => new()
    {
        ["run"] = build.Number,
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
        ["submitted"] = build.Count(StepState.Submitted),
        ["secondsRan"] = build.Ran.TotalSeconds,
        ["cpuSeconds"] = build.CpuTime?.TotalSeconds,
        ["peakMemory"] = build.PeakMemory,
        ["secondsSaved"] = build.Saved.TotalSeconds,
        ["projects"] = JsonText.Array(build.Records, record => JsonValue.Create(record.Project)),
    };
}
