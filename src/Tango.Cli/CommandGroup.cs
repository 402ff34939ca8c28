using System.CommandLine;
using System.CommandLine.Help;

namespace Tango.Cli;

/// <summary>Commands that only lead to others.</summary>
internal static class CommandGroup
{
    /// <summary>Gives a command what it does without one of the others: it tells them.</summary>
    /// <returns>The command.</returns>
    // Without an action, the parser says that a command is missing also where one is mistyped.
    public static T Complete<T>(CliContext context, T command)
        where T : Command
    {
        command.SetAction(arguments =>
        {
            context.Error.WriteLine("Required command was not provided.");
            context.Error.WriteLine();
            new HelpAction().Invoke(arguments);
            return ExitCode.Usage;
        });
        return command;
    }
}
