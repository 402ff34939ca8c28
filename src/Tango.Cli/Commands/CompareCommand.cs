using System.CommandLine;
using System.Text.Json.Nodes;
using Spectre.Console;
using Tango.Cli.Output;
using Tango.IO;

namespace Tango.Cli.Commands;

/// <summary><c>tango compare</c>: what differs between builds: parameters, metrics, times.</summary>
internal static class CompareCommand
{
    private const int DefaultCount = 2;

    public static Command Create(CliContext context)
    {
        var runs = new Argument<string[]>("RUN") { Description = "Builds, as tango runs numbers them; none: the last ones.", Arity = ArgumentArity.ZeroOrMore };
        var last = new Option<int>("--last") { Description = "How many builds are compared if none is named.", DefaultValueFactory = _ => DefaultCount, HelpName = "N" };
        var all = new Option<bool>("--all") { Description = "Show what is equal in all of them, too." };
        var command = new Command("compare", "Compares builds: parameters and metrics that differ, and times.") { Arguments = { runs }, Options = { last, all } };
        command.SetAction(arguments =>
        {
            var workspace = arguments.WorkspaceOf(context);
            var builds = Find(workspace, arguments.GetValue(runs)!, arguments.GetValue(last));
            var comparison = new Comparison(workspace, builds, arguments.GetValue(all));
            if (arguments.GetValue(CommonOptions.Json))
                JsonText.Write(context.Out, ToJson(comparison));
            else
                Write(context.Console, comparison);

            return ExitCode.Success;
        });
        return command;
    }

    private static List<RecordedBuild> Find(Workspace workspace, string[] runs, int last)
    {
        if (runs.Length == 0)
            return LastOnes(workspace, Math.Max(2, last)) is { Count: > 1 } found ? found : throw new CliException("There are not two builds of the same project to compare yet: tango runs lists them.");

        // One alone is compared with the last.
        return [.. (runs.Length == 1 ? ["last", runs[0]] : runs).Select(workspace.FindBuild)];
    }

    // A build of other projects has nothing in common with the last. In the folder of a project, its builds are meant.
    private static List<RecordedBuild> LastOnes(Workspace workspace, int count)
    {
        var last = workspace.Builds.FirstOrDefault(build => build.Records.Any(record => new Pipeline(record.Project, record.StateDirectory).Contains(workspace.Folder))) ?? workspace.Builds.FirstOrDefault();
        var projects = last?.Records.Select(record => record.Project).ToHashSet(StringComparer.Ordinal);
        return projects is null ? [] : [.. workspace.Builds.Where(build => build.Records.Any(record => projects.Contains(record.Project))).Take(count)];
    }

    private static void Write(IAnsiConsole console, Comparison comparison)
    {
        var hasChanges = comparison.Metrics.Any(row => comparison.ChangeOf(row) is not null);
        var table = new TextTable(["", "", .. comparison.Builds.Select(build => ">run " + Texts.Count(build.Number)), .. hasChanges ? [">change"] : (string[])[]]);
        Add("", "ended", comparison.Builds.Select(build => Texts.Time(build.Ended, DateTimeOffset.Now)));
        Add("", "commit", comparison.Builds.Select(build => Texts.Commit(build.Source)));
        Add("", "ran", comparison.Builds.Select(build => DurationText.Format(build.Ran)));
        Add("", "saved", comparison.Builds.Select(build => DurationText.Format(build.Saved)));
        AddAll("parameters", comparison.Parameters);
        AddAll("metrics", comparison.Metrics);
        console.Write(table);
        if (comparison.EqualCount > 0)
            console.WriteLine($"({comparison.EqualCount} parameters and metrics are equal in all; --all shows them)", "dim");

        void AddAll(string group, IReadOnlyList<Comparison.Row> rows)
        {
            for (var i = 0; i < rows.Count; i++)
                Add(i == 0 ? group : "", rows[i].Name, rows[i].Shown.Select(value => Texts.Short(value ?? "-")), comparison.ChangeOf(rows[i]) is { } change ? Texts.Change(change) : "");
        }

        void Add(string group, string name, IEnumerable<string> values, string change = "") => table.AddRow(
            [new(group, "dim"), new(name), .. values.Select(value => new TextCell(value)), .. hasChanges ? [new TextCell(change)] : (TextCell[])[]]);
    }

    private static JsonObject ToJson(Comparison comparison) => new()
    {
        ["runs"] = JsonText.Array(comparison.Builds, build => new JsonObject
        {
            ["id"] = build.Id,
            ["ended"] = build.Ended.UtcDateTime,
            ["commit"] = build.Source?.Commit,
            ["dirty"] = build.Source?.IsDirty,
            ["secondsRan"] = build.Ran.TotalSeconds,
            ["secondsSaved"] = build.Saved.TotalSeconds,
        }),
        ["parameters"] = JsonText.Array(comparison.Parameters, ToJson),
        ["metrics"] = JsonText.Array(comparison.Metrics, row =>
        {
            var json = ToJson(row);
            json["change"] = comparison.ChangeOf(row) is { } change ? JsonText.Number(change) : null;
            return json;
        }),
    };

    private static JsonObject ToJson(Comparison.Row row) => new() { ["name"] = row.Name, ["values"] = JsonText.Array(row.Shown, value => value is null ? null : JsonValue.Create(value)) };
}
