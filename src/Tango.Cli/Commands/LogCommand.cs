using System.CommandLine;
using System.Text.Json.Nodes;
using Tango.Caching.Entries;
using Tango.Cli.Output;
using Tango.Engine;

namespace Tango.Cli.Commands;

/// <summary><c>tango log</c>: what a step, or the last run, has logged.</summary>
internal static class LogCommand
{
    public static Command Create(CliContext context)
    {
        var step = Completions.Step(context, new Argument<string?>("STEP") { Description = "A step, or PROJECT/STEP; none: the log of the last run.", Arity = ArgumentArity.ZeroOrOne });
        var follow = new Option<bool>("--follow", "-f") { Description = "Wait for more, until Ctrl+C." };
        var command = new Command("log", "Prints the log of a step, or that of the last run.") { Arguments = { step }, Options = { follow } };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var workspace = arguments.WorkspaceOf(context);
            var follows = arguments.GetValue(follow);
            var path = arguments.GetValue(step) is { } name ? LogOf(workspace, name) : LogOfLastRun(workspace);
            if (arguments.GetValue(CommonOptions.Json))
                JsonText.Write(context.Out, new JsonObject { ["log"] = path });
            else
                await new FollowedFile(path).CopyAsync(context.Out, follows, cancellationToken).ConfigureAwait(false);

            // E.g. of a step that was killed before it logged anything.
            if (!follows && new FileInfo(path).Length == 0)
                context.Error.WriteLine($"tango: '{path}' is empty.");

            return ExitCode.Success;
        });
        return command;
    }

    private static string LogOf(Workspace workspace, string name)
    {
        var step = RecordedSteps.Find(workspace, name);
        var inEntry = step.EntryPath is { } entry ? Path.Combine(entry, EntryLayout.Log) : null;
        return new[] { step.Step.Log, inEntry }.OfType<string>().FirstOrDefault(File.Exists)
            ?? throw new CliException($"The log of '{name}' is not on this machine any more: its entry was removed from the cache. Run it again: dotnet build -p:TangoForce={step.Step.Name}");
    }

    private static string LogOfLastRun(Workspace workspace)
    {
        var path = new StateFiles(workspace.FindBuild("last").Records[^1].StateDirectory).RunLog;
        return File.Exists(path) ? path : throw new CliException($"The log of the last run, '{path}', is not there any more. Logs of steps are: tango log STEP.");
    }
}
