using System.CommandLine;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Tango.Cli.Output;
using Tango.Diagnostics;
using Tango.IO;

namespace Tango.Cli.Commands;

/// <summary><c>tango show</c>: a step's result.</summary>
internal static class ShowCommand
{
    private const int DefaultHead = 20;

    public static Command Create(CliContext context)
    {
        var step = Completions.Step(context, new Argument<string>("STEP") { Description = "A step, or PROJECT/STEP." });
        var head = new Option<int>("--head", "-n") { Description = "How many rows or lines are shown; 0: all.", DefaultValueFactory = _ => DefaultHead, HelpName = "N" };
        var open = new Option<bool>("--open") { Description = "Open the result in the program that the system has for it." };
        var command = new Command("show", "Shows the last result of a step: a table, a text or a list of files.") { Arguments = { step }, Options = { head, open } };
        command.SetAction(arguments =>
        {
            var workspace = arguments.WorkspaceOf(context);
            var found = RecordedSteps.Find(workspace, arguments.GetValue(step)!, step => step.State is Runs.StepState.Ran or Runs.StepState.Cached);
            if (found.EntryPath is not { } entry || found.Metadata is not { } metadata)
                throw new CliException($"The result of '{found.Step.Name}' is not in the cache of this machine. Build the project. Results that are not cached cannot be shown.");

            var result = new StoredResult(entry, metadata);
            if (arguments.GetValue(CommonOptions.Json))
                JsonText.Write(context.Out, ToJson(found, result, UsersOf(workspace, found), workspace.FindComputed(found.Step)));
            else if (arguments.GetValue(open))
                Open(context, result);
            else
                Write(context, found, result, UsersOf(workspace, found), workspace.FindComputed(found.Step), arguments.GetValue(head));

            return ExitCode.Success;
        });
        return command;
    }

    // As the last build of each pipeline knew them.
    private static IReadOnlyList<string> UsersOf(Workspace workspace, RecordedStep found) => [.. RecordedSteps.Last(workspace)
        .Where(other => other.Step.Needs.Contains(other.Pipeline == found.Pipeline ? found.Step.Name : found.FullName, StringComparer.OrdinalIgnoreCase))
        .Select(other => other.Pipeline == found.Pipeline ? other.Step.Name : other.FullName)
        .Distinct(StringComparer.OrdinalIgnoreCase)];

    private static void Write(CliContext context, RecordedStep found, StoredResult result, IReadOnlyList<string> users, Runs.StepRecord? computed, int head)
    {
        var metadata = result.Metadata;
        var made = $"made {Texts.Time(metadata.Started, DateTimeOffset.Now)} in {DurationText.Format(metadata.Duration)}{Texts.Usage(computed)}{(metadata.Host is null ? "" : " on " + metadata.Host)}";
        context.Console.WriteLine($"{found.FullName}  {metadata.Format}  {SizeText.Format(metadata.Size)}  {made}", "dim");
        if (metadata.Summary is { } summary)
            context.Out.WriteLine(PrintableText.Line(summary));

        foreach (var (name, value) in metadata.Metrics)
            context.Out.WriteLine($"{PrintableText.Line(name)} {Texts.Number(value)}");

        if (users.Count > 0)
            context.Console.WriteLine($"used by {string.Join(", ", users)}", "dim");

        foreach (var path in found.Step.Exports)
            context.Console.WriteLine($"exported to {path}", "dim");

        new ResultView(context.Console, context.Out, head).Write(result);
    }

    private static void Open(CliContext context, StoredResult result)
    {
        var path = result.Unpack();
        context.Out.WriteLine(path);
        if (IsProgram(path))
            throw new CliException("It is a program, which is not run: open it yourself.");

        using var program = Process.Start(new ProcessStartInfo(path) { UseShellExecute = true });
    }

    // The system would run it.
    private static bool IsProgram(string path) => OperatingSystem.IsWindows()
        ? (Environment.GetEnvironmentVariable("PATHEXT") ?? ".EXE").Split(';').Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase)
        : File.Exists(path) && (File.GetUnixFileMode(path) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0;

    private static JsonObject ToJson(RecordedStep found, StoredResult result, IReadOnlyList<string> users, Runs.StepRecord? computed) => new()
    {
        ["step"] = found.Step.Name,
        ["project"] = found.Record.Project,
        ["uniqueId"] = found.Step.UniqueId,
        ["format"] = result.Metadata.Format,
        ["size"] = result.Metadata.Size,
        ["started"] = result.Metadata.Started.UtcDateTime,
        ["seconds"] = result.Metadata.Duration.TotalSeconds,
        ["cpuSeconds"] = computed?.CpuTime?.TotalSeconds,
        ["peakMemory"] = computed?.PeakMemory,
        ["host"] = result.Metadata.Host,
        ["summary"] = result.Metadata.Summary,
        ["metrics"] = JsonText.Metrics(result.Metadata.Metrics),
        ["usedBy"] = JsonText.Array(users, name => JsonValue.Create(name)),
        ["exports"] = JsonText.Array(found.Step.Exports, path => JsonValue.Create(path)),
        ["files"] = JsonText.Array(result.Metadata.Files, file => new JsonObject { ["path"] = result.PathOf(file), ["size"] = file.Size }),
    };
}
