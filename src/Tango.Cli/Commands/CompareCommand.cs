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
            return workspace.Builds.Take(Math.Max(2, last)).ToList() is { Count: > 1 } found ? found : throw new CliException("There are not two builds to compare yet: tango runs lists them.");

        // One alone is compared with the last.
        return [.. (runs.Length == 1 ? ["last", runs[0]] : runs).Select(workspace.FindBuild)];
    }

    private static void Write(IAnsiConsole console, Comparison comparison)
    {
        var table = new TextTable(["", "", .. comparison.Builds.Select(build => ">run " + Texts.Count(build.Number))]);
        Add(table, "", "ended", comparison.Builds.Select(build => Texts.Time(build.Ended, DateTimeOffset.Now)));
        Add(table, "", "commit", comparison.Builds.Select(build => Texts.Commit(build.Source)));
        Add(table, "", "ran", comparison.Builds.Select(build => DurationText.Format(build.Ran)));
        Add(table, "", "saved", comparison.Builds.Select(build => DurationText.Format(build.Saved)));
        Add(table, "parameters", comparison.Parameters);
        Add(table, "metrics", comparison.Metrics);
        console.Write(table);
        if (comparison.EqualCount > 0)
            console.WriteLine($"({comparison.EqualCount} parameters and metrics are equal in all; --all shows them)", "dim");
    }

    private static void Add(TextTable table, string group, IReadOnlyList<Comparison.Row> rows)
    {
        for (var i = 0; i < rows.Count; i++)
            Add(table, i == 0 ? group : "", rows[i].Name, rows[i].Shown.Select(value => value ?? "-"));
    }

    private static void Add(TextTable table, string group, string name, IEnumerable<string> values) =>
        table.AddRow([new TextCell(group, "dim"), new TextCell(name), .. values.Select(value => new TextCell(value))]);

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
        ["parameters"] = ToJson(comparison.Parameters),
        ["metrics"] = ToJson(comparison.Metrics),
    };

    private static JsonArray ToJson(IReadOnlyList<Comparison.Row> rows) =>
        JsonText.Array(rows, row => new JsonObject { ["name"] = row.Name, ["values"] = JsonText.Array(row.Shown, value => value is null ? null : JsonValue.Create(value)) });
}
