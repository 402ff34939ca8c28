using System.CommandLine;
using System.CommandLine.Completions;

namespace Tango.Cli;

/// <summary>What shells complete besides the names of commands and options. It must be there at once, so it comes from the records of the last builds, and nothing is built.</summary>
internal static class Completions
{
    /// <summary>Completes an argument with the names of steps.</summary>
    /// <returns>The argument.</returns>
    public static Argument<T> Step<T>(CliContext context, Argument<T> argument)
    {
        // Otherwise help lists all of them.
        argument.HelpName = argument.Name;
        argument.CompletionSources.Add(completion => Steps(context, completion, suffix: ""));
        return argument;
    }

    /// <summary>Completes an option with the names of steps.</summary>
    /// <param name="suffix">What follows a name.</param>
    /// <returns>The option.</returns>
    public static Option<T> Step<T>(CliContext context, Option<T> option, string suffix = "")
    {
        option.CompletionSources.Add(completion => Steps(context, completion, suffix));
        return option;
    }

    // One that several pipelines have is named with its project, as nothing else is taken.
    private static IEnumerable<CompletionItem> Steps(CliContext context, CompletionContext completion, string suffix)
    {
        // What is damaged is told by the command, not between the letters of its line.
        var workspace = Workspace.At(context.Folder, completion.ParseResult.GetValue(CommonOptions.Runs));
        var steps = RecordedSteps.Last(workspace).ToList();
        return steps.GroupBy(step => step.Step.Name, StringComparer.OrdinalIgnoreCase)
            .SelectMany(same => same.Count() == 1 ? [same.Key] : NamesOf([.. same]))
            .Where(name => Begins(name, completion.WordToComplete) || Begins(name[(name.LastIndexOf('/') + 1)..], completion.WordToComplete))
            .Order(StringComparer.OrdinalIgnoreCase)
            .Select(name => new CompletionItem(name + suffix));
    }

    private static IEnumerable<string> NamesOf(IReadOnlyList<RecordedStep> same) => same.Select(step => StepText.NameOf(step, same, one => (one.Pipeline, one.Step.Name, one.Step.UniqueId)));

    private static bool Begins(string name, string word) => name.StartsWith(word, StringComparison.OrdinalIgnoreCase);
}
