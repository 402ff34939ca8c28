using System.CommandLine;
using System.Text.Json.Nodes;
using Tango.Cli.Debugging;
using Tango.Cli.Output;
using Tango.Diagnostics;
using Tango.Runs;

namespace Tango.Cli.Commands;

/// <summary><c>tango debug</c>: runs one step under a debugger.</summary>
internal static class DebugCommand
{
    public static Command Create(CliContext context)
    {
        var step = Completions.Step(context, new Argument<string>("STEP") { Description = "A step, or PROJECT/STEP." });
        var noStart = new Option<bool>("--no-start") { Description = "Only write the plan and the launch profile, for an IDE." };
        var options = new BuildOptions(context);
        var command = new Command("debug", "Runs one step, also a cached one, when a debugger has been attached to it.") { Arguments = { step }, Options = { noStart } };
        options.AddTo(command, hasSteps: false);
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var isJson = arguments.GetValue(CommonOptions.Json);
            var target = await DebugTarget.PrepareAsync(context, arguments.GetValue(step)!, [.. options.Arguments(arguments)], cancellationToken).ConfigureAwait(false);
            var profile = new LaunchProfile($"{target.Step.Name} (tango debug)", target.Launch);
            var settings = LaunchSettings.PathFor(target.Step.Pipeline.Project);
            LaunchSettings.Set(settings, target.Step.Pipeline.Name, profile);
            if (arguments.GetValue(noStart))
            {
                Write(context, target, profile, settings, processId: null, isJson);
                return ExitCode.Success;
            }

            using var worker = DebuggedWorker.Start(target.Launch);
            Write(context, target, profile, settings, worker.ProcessId, isJson);
            return await FollowAsync(context, worker, isJson, cancellationToken).ConfigureAwait(false);
        });
        return command;
    }

    private static async Task<int> FollowAsync(CliContext context, DebuggedWorker worker, bool isJson, CancellationToken cancellationToken)
    {
        var hasFailed = false;
        var output = isJson ? context.Error : context.Out;
        var code = await worker.FollowAsync(
            runEvent =>
            {
                hasFailed |= runEvent is RunEvent.StepFailed;
                output.WriteLine(PrintableText.Lines(RunEventText.Format(runEvent)));
            },
            line => output.WriteLine(PrintableText.Line(line)),
            cancellationToken).ConfigureAwait(false);
        return code == 0 && !hasFailed ? ExitCode.Success : ExitCode.Failure;
    }

    private static void Write(CliContext context, DebugTarget target, LaunchProfile profile, string settings, int? processId, bool isJson)
    {
        if (isJson)
        {
            JsonText.Write(context.Out, new JsonObject
            {
                ["step"] = target.Step.Name,
                ["project"] = target.Step.Pipeline.Project,
                ["plan"] = target.Plan,
                ["profile"] = profile.Name,
                ["launchSettings"] = settings,
                ["host"] = target.Launch.Host,
                ["arguments"] = JsonText.Array(target.Launch.Arguments, argument => JsonValue.Create(argument)),
                ["processId"] = processId,
            });
            return;
        }

        context.Out.WriteLine($"The plan of {target.Step.Name} is in {target.Plan}");
        context.Out.WriteLine($"The launch profile '{profile.Name}' is in {settings}: an IDE that starts it needs nothing else.");
        if (processId is not { } id)
            return;

        context.Out.WriteLine($"Process {Texts.Count(id)} waits for a debugger, and runs the step when one is attached. Ctrl+C ends it.");
        context.Console.WriteLine("  VS Code        command palette: Debug: Attach to a .NET process", "dim");
        context.Console.WriteLine("  Visual Studio  Debug > Attach to Process (Ctrl+Alt+P)", "dim");
        context.Console.WriteLine("  Rider          Run > Attach to Process", "dim");
    }
}
