using System.CommandLine;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Tango.Cli.Live;
using Tango.Cli.Output;

namespace Tango.Cli.Commands;

/// <summary><c>tango report</c>: the page about the last run and the next.</summary>
internal static class ReportCommand
{
    public static Command Create(CliContext context)
    {
        var options = new BuildOptions(context);
        var open = new Option<bool>("--open") { Description = "Open the page." };
        var command = new Command("report", "Writes the page about the last run and the next build of each project; of a solution, one page.") { Options = { open } };
        options.AddTo(command, hasSteps: false);
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var pages = new List<string>();
            var problems = new ProblemLines();
            var code = await new DotNetCommand(context).BuildAsync(["-t:" + BuildTarget.Report, .. SharedPage(), .. options.Arguments(arguments)], Take, cancellationToken).ConfigureAwait(false);
            if (arguments.GetValue(CommonOptions.Json))
                JsonText.Write(context.Out, JsonText.Array(pages, page => JsonValue.Create(page)));
            else
                pages.ForEach(context.Out.WriteLine);

            if (arguments.GetValue(open))
                pages.ForEach(Open);

            return problems.End(code, context.Error);

            // All projects of a solution are in one page.
            IEnumerable<string> SharedPage() => SolutionFile.Is(context.Folder, options.Project(arguments))
                ? [$"-p:TangoReportFile={BuildOptions.Escape(Path.Combine(arguments.WorkspaceOf(context).Root, ".tango", "report.html"))}", "-p:_TangoIsSharedReport=true"]
                : [];

            void Take(string line)
            {
                if (line.Split(" -> ") is [_, var path] && path.EndsWith(".html", StringComparison.OrdinalIgnoreCase))
                {
                    if (!pages.Contains(path))
                        pages.Add(path);
                }
                else
                {
                    problems.Take(line);
                }

                problems.Write(context.Error);
            }
        });
        return command;
    }

    private static void Open(string page)
    {
        using var program = Process.Start(new ProcessStartInfo(page) { UseShellExecute = true });
    }
}
