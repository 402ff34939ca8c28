using System.CommandLine;
using System.Text.Json.Nodes;
using Spectre.Console;
using Tango.Cli.Output;
using Tango.Identity;
using Tango.IO;
using Tango.Runs;

namespace Tango.Cli.Commands;

/// <summary><c>tango why</c>: why a step would run, part by part of its id.</summary>
internal static class WhyCommand
{
    public static Command Create(CliContext context)
    {
        var step = Completions.Step(context, new Argument<string>("STEP") { Description = "A step, or PROJECT/STEP." });
        var since = new Option<string?>("--since") { Description = "Compare with this build, as tango runs names it, or with the run record FILE of another machine.", HelpName = "RUN|FILE" };
        var options = new BuildOptions(context);
        var command = new Command("why", "Tells why a step would run, or why not: compares of what its id is made, now and then.") { Arguments = { step }, Options = { since } };
        options.AddTo(command, hasSteps: false);
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var workspace = arguments.WorkspaceOf(context);
            var plan = await PlannedBuild.MakeAsync(context, options.Arguments(arguments), cancellationToken).ConfigureAwait(false);
            var planned = plan.Find(arguments.GetValue(step)!);
            var answer = new Answer(workspace, plan, planned, Past(context, workspace, planned, arguments.GetValue(since)));
            if (arguments.GetValue(CommonOptions.Json))
                JsonText.Write(context.Out, answer.ToJson());
            else
                answer.Write(context.Console);

            return ExitCode.Success;
        });
        return command;
    }

    // Records of another machine have other folders.
    private static RecordedStep? Past(CliContext context, Workspace workspace, PlannedStep planned, string? since)
    {
        var records = since is null ? workspace.Records : RecordsOf(context, workspace, since);
        var steps = records.SelectMany(record => record.Steps, (record, step) => new RecordedStep(record, step)).Where(found =>
            found.Step.Name.Equals(planned.Name, StringComparison.OrdinalIgnoreCase) && found.Step.State is StepState.Ran or StepState.Cached or StepState.Failed);
        return since is null ? steps.FirstOrDefault(found => found.Pipeline == planned.Pipeline) : Alike([.. steps], planned);
    }

    // The same configuration and framework if possible, else the only other one: a server may build Release and everybody else Debug.
    private static RecordedStep Alike(IReadOnlyList<RecordedStep> steps, PlannedStep planned)
    {
        if (steps.FirstOrDefault(found => found.Pipeline.IsLike(planned.Pipeline)) is { } alike)
            return alike;

        var others = steps.Where(found => found.Pipeline.Name.Equals(planned.Pipeline.Name, StringComparison.OrdinalIgnoreCase)).DistinctBy(found => found.Pipeline).ToList();
        return others switch
        {
            [var only] => only,
            [] => throw new CliException($"The record has no step '{planned.Name}' of this project."),
            _ => throw new CliException($"The record has a step '{planned.Name}' for several configurations or frameworks of this project, and not for this one."),
        };
    }

    private static IReadOnlyList<RunRecord> RecordsOf(CliContext context, Workspace workspace, string since)
    {
        var path = Path.GetFullPath(since, context.Folder);
        if (!File.Exists(path))
            return workspace.FindBuild(since).Records;

        return [RunRecordReader.TryRead(path) ?? throw new CliException($"'{path}' is no run record that this version can read.")];
    }

    /// <summary>Two identities of a step.</summary>
    private sealed class Answer(Workspace workspace, PlannedBuild plan, PlannedStep now, RecordedStep? past)
    {
        private readonly IReadOnlyList<IdentityChange> _changes = IdentityChange.Find(past?.FindIdentity(workspace) ?? [], now.Identity);

        private IReadOnlyList<PlannedStep> After => [.. plan.After(now).Where(step => step.Action == "run")];

        public void Write(IAnsiConsole console)
        {
            console.WriteLine(Verdict(), style: null);
            if (past is not null)
                WriteComparison(console, past);

            if (now.Action == "run" && After.Count > 0)
                console.WriteLine($"After it: {string.Join(", ", After.Select(NameOf))} ({Texts.Count(After.Count)}).", style: null);

            if (past is { Step.Cost: var cost } && cost > TimeSpan.Zero)
                console.WriteLine($"It took {DurationText.Format(cost)} last time.", style: null);

            if (now.Place is { } place)
                console.WriteLine($"Declared in {place}", "dim");
        }

        public JsonObject ToJson() => new()
        {
            ["step"] = now.Name,
            ["project"] = now.Pipeline.Project,
            ["action"] = now.Action,
            ["reason"] = now.Reason,
            ["uniqueId"] = now.UniqueId,
            ["comparedWith"] = past is null ? null : new JsonObject { ["run"] = past.Record.Id, ["uniqueId"] = past.Step.UniqueId, ["ended"] = past.Record.Ended.UtcDateTime, ["host"] = past.Record.Host },
            ["changes"] = JsonText.Array(_changes, change => new JsonObject { ["name"] = change.Name, ["old"] = change.Old, ["new"] = change.New, ["differs"] = change.Differs }),
            ["after"] = JsonText.Array(After, step => JsonValue.Create(NameOf(step))),
            ["secondsLastTime"] = past is { Step.Cost: var cost } && cost > TimeSpan.Zero ? cost.TotalSeconds : null,
            ["file"] = now.File,
            ["line"] = now.Line,
        };

        // Of another project with its name.
        private string NameOf(PlannedStep step) => step.Pipeline == now.Pipeline ? step.Name : $"{step.Pipeline.Name}/{step.Name}";

        // The text of a reference may be the same although the value is another.
        private static (string Old, string New) TextsOf(IdentityChange change) => CutText.Around(change.Old ?? "-", change.New ?? "-") is var texts && change.Old != change.New
            ? texts
            : (texts.Old, change.New?.StartsWith("ref:", StringComparison.Ordinal) == true ? "another result" : "another value");

        private string Verdict() => now.Action switch
        {
            "run" => $"{now.Name} will run: {(now.Reason.Length == 0 ? "its result is not in the cache" : now.Reason)}.",
            "cached" => $"{now.Name} will not run: its result is in the cache{(now.Reason.Length == 0 ? "" : $" ({now.Reason})")}.",
            _ => $"{now.Name}: {now.Action}{(now.Reason.Length == 0 ? "" : ", " + now.Reason)}.",
        };

        private void WriteComparison(IAnsiConsole console, RecordedStep with)
        {
            var commit = with.Record.Source is { Commit: not null } source ? $", commit {Texts.Commit(source)}" : "";
            console.WriteLine($"Compared with the run of {Texts.Time(with.Record.Ended, DateTimeOffset.Now)} on {with.Record.Host}{commit}:", "dim");
            if (_changes.Count == 0)
            {
                console.WriteLine("  of what its id was made then is not known any more: neither the record nor the cache has it.", "dim");
                return;
            }

            var table = new TextTable("", "", "", "");
            // The version of how ids are made says nothing to people.
            foreach (var change in _changes.Where(change => change.Differs || change.Name != IdentityEntryNames.Scheme))
            {
                var style = change.Differs ? "yellow" : "dim";
                var (old, current) = TextsOf(change);
                table.AddRow(new TextCell("  " + change.Name, style), new TextCell(old, style), new TextCell(change.Differs ? "→" : "same", style), new TextCell(change.Differs ? current : "", style));
            }

            console.Write(table);
        }
    }
}
