using System.CommandLine;
using System.Text.Json.Nodes;
using Spectre.Console;
using Tango.Cli.Output;
using Tango.Identity;
using Tango.IO;

namespace Tango.Cli.Commands;

/// <summary><c>tango blame</c>: where an exported file comes from.</summary>
internal static class BlameCommand
{
    public static Command Create(CliContext context)
    {
        var file = new Argument<string>("FILE") { Description = "A file that a step exported, or an output of a command." };
        var command = new Command("blame", "Tells which step made a file, from what, when and at which commit.") { Arguments = { file } };
        command.SetAction(arguments =>
        {
            var workspace = arguments.WorkspaceOf(context);
            var found = Find(workspace, Path.GetFullPath(arguments.GetValue(file)!, context.Folder));
            var origin = Origin(workspace, found);
            if (arguments.GetValue(CommonOptions.Json))
                JsonText.Write(context.Out, ToJson(workspace, found, origin));
            else
                Write(context.Console, workspace, found, origin);

            return ExitCode.Success;
        });
        return command;
    }

    private static RecordedStep Find(Workspace workspace, string path) => workspace.Steps
        .FirstOrDefault(found => found.Step.Exports.Any(export => PathComparison.Comparer.Equals(export, path)))
        ?? throw new CliException(File.Exists(path) ? $"No recorded build exported '{path}'." : $"There is no file '{path}', and no recorded build exported it.");

    // The run that computed the result, if it was on this machine and its record is still there.
    private static RecordedStep? Origin(Workspace workspace, RecordedStep found) => workspace.Steps
        .FirstOrDefault(other => other.Step.UniqueId == found.Step.UniqueId && other.Step.State == Runs.StepState.Ran);

    private static void Write(IAnsiConsole console, Workspace workspace, RecordedStep found, RecordedStep? origin)
    {
        var grid = new TextTable("", "");
        foreach (var (name, text) in Lines(found, origin))
            grid.AddRow(new TextCell(name, "dim"), new TextCell(text));

        foreach (var entry in found.FindIdentity(workspace).Where(entry => entry.Name != IdentityEntryNames.Scheme))
            grid.AddRow(new TextCell(entry.Name.Replace(IdentityEntryNames.ArgumentPrefix, "", StringComparison.Ordinal), "dim"), new TextCell(entry.Text));

        console.Write(grid);
    }

    private static IEnumerable<(string Name, string Text)> Lines(RecordedStep found, RecordedStep? origin)
    {
        yield return ("step", found.FullName);
        yield return ("type", found.Step.Type ?? "");
        if (found.Metadata is { } made)
            yield return ("made", $"{Texts.Time(made.Started, DateTimeOffset.Now)} on {made.Host}, in {DurationText.Format(made.Duration)}");
        else if (origin is not null)
            yield return ("made", $"{Texts.Time(origin.Step.Started ?? origin.Record.Ended, DateTimeOffset.Now)} on {origin.Record.Host}, in {DurationText.Format(origin.Step.Duration)}");

        if (origin?.Record.Source is { } source)
            yield return ("commit", $"{Texts.Commit(source)} {source.Branch}".Trim());

        if (found.Step.Summary is { } summary)
            yield return ("summary", summary);

        if (!found.Step.Needs.IsEmpty)
            yield return ("from", string.Join(", ", found.Step.Needs));

        yield return ("id", found.Step.UniqueId);
    }

    private static JsonObject ToJson(Workspace workspace, RecordedStep found, RecordedStep? origin) => new()
    {
        ["step"] = found.Step.Name,
        ["project"] = found.Record.Project,
        ["type"] = found.Step.Type,
        ["uniqueId"] = found.Step.UniqueId,
        ["started"] = (found.Metadata?.Started ?? origin?.Step.Started)?.UtcDateTime,
        ["host"] = found.Metadata?.Host ?? origin?.Record.Host,
        ["commit"] = origin?.Record.Source?.Commit,
        ["branch"] = origin?.Record.Source?.Branch,
        ["dirty"] = origin?.Record.Source?.IsDirty,
        ["summary"] = found.Step.Summary,
        ["needs"] = JsonText.Array(found.Step.Needs, name => JsonValue.Create(name)),
        ["identity"] = JsonText.Array(found.FindIdentity(workspace), entry => new JsonObject { ["name"] = entry.Name, ["text"] = entry.Text, ["hash"] = entry.Hash }),
    };
}
