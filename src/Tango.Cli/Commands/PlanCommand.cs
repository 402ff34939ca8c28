using System.CommandLine;
using System.Text.Json.Nodes;
using Tango.Cli.Live;
using Tango.Cli.Output;

namespace Tango.Cli.Commands;

/// <summary><c>tango plan</c>: what a build would run, and why.</summary>
internal static class PlanCommand
{
    public static Command Create(CliContext context)
    {
        var options = new BuildOptions(context);
        var all = new Option<bool>("--all") { Description = "Show every step, also cached ones." };
        var command = new Command("plan", "Shows what a build would run, and why. Runs no step.") { Options = { all } };
        options.AddTo(command);
        command.SetAction(async (arguments, cancellationToken) =>
        {
            if (arguments.GetValue(CommonOptions.Json))
            {
                var plan = await PlannedBuild.MakeAsync(context, options.Arguments(arguments), cancellationToken).ConfigureAwait(false);
                JsonText.Write(context.Out, JsonText.Array(plan.Steps, ToJson));
                return ExitCode.Success;
            }

            var rows = arguments.GetValue(all) ? "-p:TangoPlanRows=All" : "-p:TangoPlanRows=Auto";
            var problems = new ProblemLines();
            var code = await new DotNetCommand(context).BuildAsync(["-t:" + BuildTarget.Plan, rows, .. options.Arguments(arguments)], Take, cancellationToken).ConfigureAwait(false);
            return problems.End(code, context.Error);

            void Take(string line)
            {
                if (BuildLine.IsPlan(line))
                    context.Out.WriteLine(line.StartsWith("    Tango  ", StringComparison.Ordinal) ? line["    Tango".Length..] : line.TrimStart());
                else
                    problems.Take(line);

                problems.Write(context.Error);
            }
        });
        return command;
    }

    private static JsonObject ToJson(PlannedStep step) => new()
    {
        ["project"] = step.Pipeline.Project,
        ["stateDirectory"] = step.Pipeline.StateDirectory,
        ["name"] = step.Name,
        ["action"] = step.Action,
        ["reason"] = step.Reason,
        ["uniqueId"] = step.UniqueId,
        ["file"] = step.File,
        ["line"] = step.Line,
        ["needs"] = JsonText.Array(step.Needs, name => JsonValue.Create(name)),
    };
}
