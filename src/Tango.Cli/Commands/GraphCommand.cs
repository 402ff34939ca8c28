using System.CommandLine;
using System.Text;
using System.Text.Json.Nodes;
using Tango.Cli.Output;
using Tango.IO;
using Tango.Reports;

namespace Tango.Cli.Commands;

/// <summary><c>tango graph</c>: the steps and what they depend on, as a drawing.</summary>
internal static class GraphCommand
{
    public static Command Create(CliContext context)
    {
        var step = Completions.Step(context, new Argument<string?>("STEP") { Description = "Only this step, with what it needs and what needs it.", Arity = ArgumentArity.ZeroOrOne });
        var up = new Option<bool>("--up") { Description = "Of STEP: what it needs." };
        var down = new Option<bool>("--down") { Description = "Of STEP: what needs it." };
        var output = new Option<string?>("--output", "-o") { Description = "Write the drawing to FILE; its extension tells how: .svg, .mmd, .md or .dot.", HelpName = "FILE" };
        var options = new BuildOptions(context);
        Option<bool>[] formats = [Format("--mermaid", "Mermaid, for Markdown. The default."), Format("--dot", "Graphviz."), Format("--svg", "A picture.")];
        var command = new Command("graph", "Draws the steps and what they depend on, coloured by what a build would do with them. Runs no step.") { Arguments = { step }, Options = { up, down, output } };
        formats.ToList().ForEach(command.Options.Add);
        options.AddTo(command, hasSteps: false);
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var name = arguments.GetValue(step);
            var file = arguments.GetValue(output) is { } path ? Path.GetFullPath(path, context.Folder) : null;
            if (name is null && (arguments.GetValue(up) || arguments.GetValue(down)))
                throw new CliException("--up and --down need a STEP: tango graph STEP --up");

            var drawing = DrawingFor(arguments, formats, file);
            var build = await PlannedBuild.MakeAsync(context, options.Arguments(arguments), cancellationToken).ConfigureAwait(false);
            var graph = PlannedGraph.Of(build, name is null ? build.Steps : Around(build, build.Find(name), arguments.GetValue(up), arguments.GetValue(down)));
            if (file is not null)
                Write(file, drawing(graph.Diagram));

            if (arguments.GetValue(CommonOptions.Json))
                JsonText.Write(context.Out, ToJson(graph, file));
            else
                await context.Out.WriteLineAsync(file ?? drawing(graph.Diagram).TrimEnd('\n')).ConfigureAwait(false);

            return ExitCode.Success;
        });
        return command;
    }

    private static Option<bool> Format(string name, string description) => new(name) { Description = description };

    private static Func<PlanDiagram, string> DrawingFor(System.CommandLine.ParseResult arguments, Option<bool>[] formats, string? file) =>
        formats.Where(arguments.GetValue).Select(format => format.Name).ToList() switch
        {
            [] => GraphDrawing.ForFile(file ?? ".mmd") ?? throw new CliException($"'{file}' cannot be drawn: {GraphDrawing.Expected}, or name one with --svg, --mermaid or --dot."),
            ["--svg"] => SvgGraph.From,
            ["--dot"] => DotGraph.From,
            ["--mermaid"] => MermaidGraph.From,
            var several => throw new CliException($"Only one of {string.Join(", ", several)} can be drawn at once."),
        };

    private static List<PlannedStep> Around(PlannedBuild build, PlannedStep step, bool up, bool down)
    {
        var isBoth = up == down;
        return [.. up || isBoth ? build.Before(step) : [], step, .. down || isBoth ? build.After(step) : []];
    }

    // Like the file of a target, it replaces none that somebody else wrote: a mistyped path may be that of a source.
    private static void Write(string file, string text)
    {
        if (File.Exists(file) && !OwnMark.IsIn(file))
            throw new CliException($"'{file}' was not written by Tango, and is not replaced. Move it, or name another file.");

        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        AtomicFile.Write(file, Encoding.UTF8.GetBytes(text));
    }

    private static JsonObject ToJson(PlannedGraph graph, string? file) => new()
    {
        ["file"] = file,
        ["steps"] = JsonText.Array(graph.Steps.Zip(graph.Diagram.Boxes), pair => new JsonObject
        {
            ["name"] = pair.Second.Name,
            ["project"] = pair.First.Pipeline.Project,
            ["type"] = pair.First.ClassName,
            ["action"] = pair.First.Action,
            ["reason"] = pair.First.Reason,
        }),
        ["arrows"] = JsonText.Array(graph.Diagram.Arrows, arrow => new JsonObject
        {
            ["from"] = graph.Diagram.Boxes[arrow.From].Name,
            ["to"] = graph.Diagram.Boxes[arrow.To].Name,
            ["orderOnly"] = arrow.IsOrderOnly,
        }),
    };
}
