using Tango.Diagnostics;

namespace Tango.Execution.Commands;

/// <summary>A command failed, or did not write what it should. Unlike mistakes in a declaration this may be another time's luck: such a step may be tried again.</summary>
internal sealed class CommandException : Exception
{
    private readonly DiagnosticDescriptor _descriptor;
    private readonly string _what;
    private readonly string _details;

    private CommandException(DiagnosticDescriptor descriptor, string what, string details)
        : base($"{what}. {details}")
    {
        _descriptor = descriptor;
        _what = what;
        _details = details;
    }

    /// <summary>It did not begin.</summary>
    /// <param name="why">Why not.</param>
    public static CommandException NotStarted(string why) => new(Descriptors.CommandFailed, "could not be started", char.ToUpperInvariant(why[0]) + why[1..].TrimEnd('.') + ".");

    /// <summary>It ended badly.</summary>
    /// <param name="how">How it ended, e.g. <c>ended with exit code 2</c>.</param>
    /// <param name="lastLines">The last lines it printed.</param>
    public static CommandException Failed(string how, IReadOnlyCollection<string> lastLines) => new(
        Descriptors.CommandFailed,
        how,
        lastLines.Count == 0 ? "It printed nothing." : $"It printed:{Environment.NewLine}{string.Join(Environment.NewLine, lastLines)}");

    /// <summary>Outputs are missing.</summary>
    /// <param name="outputs">The outputs.</param>
    /// <param name="untouched">How many files were there before and after.</param>
    public static CommandException NotWritten(IReadOnlyList<object> outputs, int untouched) => new(
        Descriptors.OutputMissing,
        string.Join(", ", outputs.Select(output => $"'{output}'")),
        untouched == 0
            ? "Outputs are paths below the project's folder, wherever the command runs: change Outputs, or the command."
            : $"{untouched} of the files there are older than the run: remove them, or let the command write them anew.");

    /// <summary>What the build says.</summary>
    /// <param name="step">The step's name.</param>
    /// <param name="logPath">The full path of its log, if it has one.</param>
    public Diagnostic Describe(string step, string? logPath) =>
        _descriptor.Of(DiagnosticSubject.None, step, _what, _details, logPath is null ? "" : $"{(_details.Contains('\n') ? Environment.NewLine : " ")}Log: {logPath}");

    /// <summary>What the step's log says: the command's own lines are in it already.</summary>
    public override string ToString() => _descriptor == Descriptors.CommandFailed ? $"the command {_what}" : $"the command did not write {Message}";
}
