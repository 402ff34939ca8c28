using System.CommandLine;

namespace Tango.Cli.Commands;

/// <summary>The options of the commands that call <c>dotnet build</c>.</summary>
internal sealed class BuildOptions(CliContext context)
{
    private readonly Argument<string[]> _steps = Completions.Step(context, new Argument<string[]>("STEP") { Description = "Only these steps and what they need: names or patterns, or PROJECT/STEP.", Arity = ArgumentArity.ZeroOrMore });
    private readonly Option<string[]> _set = Completions.Step(context, new Option<string[]>("--set", "-s") { Description = "Overrides an argument, e.g. model.Epochs=20. May be repeated.", HelpName = "STEP.ARGUMENT=VALUE" }, suffix: ".");
    private readonly Option<string[]> _force = Completions.Step(context, new Option<string[]>("--force") { Description = "Runs a step again although its result is cached. May be repeated.", HelpName = "STEP" });
    private readonly Option<string?> _project = new("--project") { Description = "The project or solution, if it is not that of the current folder.", HelpName = "FILE" };
    private readonly Option<string?> _configuration = new("--configuration", "-c") { Description = "The configuration, e.g. Release.", HelpName = "NAME" };

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command, bool hasSteps = true)
    {
        if (hasSteps)
            command.Arguments.Add(_steps);

        command.Options.Add(_set);
        command.Options.Add(_force);
        command.Options.Add(_project);
        command.Options.Add(_configuration);
    }

    /// <summary>The project or solution that was named; null if that of the current folder is meant.</summary>
    public string? Project(ParseResult arguments) => arguments.GetValue(_project);

    /// <summary>The arguments of <c>dotnet build</c>.</summary>
    public IEnumerable<string> Arguments(ParseResult arguments)
    {
        if (arguments.GetValue(_project) is { } project)
            yield return project;

        if (arguments.GetValue(_configuration) is { } configuration)
            yield return $"-c:{configuration}";

        foreach (var (property, values) in Properties(arguments))
            yield return $"-p:{property}={Join(values)}";
    }

    /// <summary>Several values for a property, as an argument of a command line.</summary>
    public static string Join(IEnumerable<string> values) => string.Join("%3B", values.Select(Escape));

    private IEnumerable<(string Property, string[] Values)> Properties(ParseResult arguments)
    {
        (string, string[]?)[] all = [("TangoSteps", arguments.GetValue(_steps)), ("TangoSet", arguments.GetValue(_set)), ("TangoForce", arguments.GetValue(_force))];
        return all.Where(property => property.Item2 is { Length: > 0 }).Select(property => (property.Item1, property.Item2!));
    }

    // MSBuild splits values at semicolons and commas, and unescapes them.
    internal static string Escape(string value) =>
        value.Replace("%", "%25", StringComparison.Ordinal).Replace(";", "%3B", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);
}
