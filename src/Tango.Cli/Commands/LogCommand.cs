using System.CommandLine;
using System.Text.Json.Nodes;
using Tango.Caching.Entries;
using Tango.Cli.Output;
using Tango.Engine;
using Tango.IO;
using Tango.Runs;

namespace Tango.Cli.Commands;

/// <summary><c>tango log</c>: what a step, or the last run, has logged.</summary>
internal static class LogCommand
{
    public static Command Create(CliContext context)
    {
        var step = Completions.Step(context, new Argument<string?>("STEP") { Description = "A step, or PROJECT/STEP; none: the log of the last run.", Arity = ArgumentArity.ZeroOrOne });
        var follow = new Option<bool>("--follow", "-f") { Description = "Wait for more: of a step as long as somebody may run it, of the last run until Ctrl+C." };
        var command = new Command("log", "Prints the log of a step, or that of the last run.") { Arguments = { step }, Options = { follow } };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var workspace = arguments.WorkspaceOf(context);
            var found = arguments.GetValue(step) is { } name ? RecordedSteps.Find(workspace, name) : null;
            var path = found is not null ? LogOf(found, arguments.GetValue(step)!) : LogOfLastRun(workspace);
            if (arguments.GetValue(CommonOptions.Json))
                JsonText.Write(context.Out, new JsonObject { ["log"] = path });
            else
                await new FollowedFile(path).CopyAsync(context.Out, () => arguments.GetValue(follow) && (found is null || MayRun(found)), cancellationToken).ConfigureAwait(false);

            // E.g. of a step that was killed before it logged anything.
            if (new FileInfo(path).Length == 0)
                context.Error.WriteLine($"tango: '{path}' is empty.");

            return ExitCode.Success;
        });
        return command;
    }

    private static string LogOf(RecordedStep step, string name)
    {
        var inEntry = step.EntryPath is { } entry ? Path.Combine(entry, EntryLayout.Log) : null;
        return new[] { step.Step.Log, inEntry }.OfType<string>().FirstOrDefault(File.Exists)
            ?? throw new CliException($"The log of '{name}' is not on this machine any more: its entry was removed from the cache. Run it again: dotnet build -p:TangoForce={step.Step.Name}");
    }

    // In a build of its pipeline, in one of another that needs the same result, or as a job of a cluster that no build waits for.
    private static bool MayRun(RecordedStep step)
    {
        try
        {
            return step.Step.State == StepState.Submitted
                || BuildFiles.IsAnyAlive(step.Record.StateDirectory)
                || (step.EntryPath is { } entry && FileLock.IsTaken(Path.Combine(entry, EntryLayout.Lock)));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Those of other users may not tell.
            return true;
        }
    }

    private static string LogOfLastRun(Workspace workspace)
    {
        var path = new StateFiles(workspace.FindBuild("last").Records[^1].StateDirectory).RunLog;
        return File.Exists(path) ? path : throw new CliException($"The log of the last run, '{path}', is not there any more. Logs of steps are: tango log STEP.");
    }
}
