using System.Globalization;
using Tango.Diagnostics;

namespace Tango.Execution.Commands;

/// <summary>A command failed, or did not write its outputs. Unlike errors in a declaration this may be temporary, so the step may be retried.</summary>
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

    /// <summary>It could not be started.</summary>
    public static CommandException NotStarted(string why) => new(Descriptors.CommandFailed, "could not be started", char.ToUpperInvariant(why[0]) + why[1..].TrimEnd('.') + ".");

    /// <summary>It ended with an error.</summary>
    /// <param name="how">How it ended, e.g. <c>ended with exit code 2</c>.</param>
    /// <param name="lastLines">The last lines it printed.</param>
    public static CommandException Failed(string how, IReadOnlyCollection<string> lastLines) => new(
        Descriptors.CommandFailed,
        how,
        lastLines.Count == 0 ? "It printed nothing." : $"It printed:{Environment.NewLine}{string.Join(Environment.NewLine, lastLines)}");

    /// <summary>Outputs are missing.</summary>
    /// <param name="untouched">How many files existed before and are unchanged.</param>
    public static CommandException NotWritten(IReadOnlyList<object> outputs, int untouched) => new(
        Descriptors.OutputMissing,
        NameList.Quote(outputs.Select(output => SingleLine.From($"{output}"))),
        untouched == 0
            ? "Outputs are paths below the project's folder, wherever the command runs: change Outputs, or the command."
            : $"{untouched} of the files there are older than the run: remove them, or let the command write them again.");

    /// <summary>A file or folder is in the way of an output.</summary>
    /// <param name="place">Its path relative to the project's folder.</param>
    /// <param name="isFolder">Whether it is a folder.</param>
    public static CommandException InTheWay(object output, string place, bool isFolder) => new(
        Descriptors.OutputInTheWay,
        $"'{output}'",
        isFolder
            ? $"'{place}' is a folder with content that no build of this step wrote. Move it, or write '{place}/' in Outputs if the command creates a folder."
            : $"'{place}' is a file that no build of this step wrote. Move it, or use another path in Outputs.");

    /// <summary>Its standard output is longer than a result can be.</summary>
    /// <param name="max">The maximum length of a result in bytes.</param>
    public static CommandException PrintedTooMuch(long max) => new(
        Descriptors.PrintedTooMuch,
        string.Create(CultureInfo.InvariantCulture, $"{max}"),
        "Let it write to a file that is named in Outputs.");

    /// <summary>The file with its standard output is missing.</summary>
    /// <param name="work">The full path of its work folder.</param>
    public static CommandException WorkRemoved(string work) => new(
        Descriptors.WorkFolderRemoved,
        $"'{work}'",
        "Let it remove only its own files: Tango removes the directory when the step has completed.");

    /// <summary>Its standard output is not text.</summary>
    /// <param name="line">The line of the first byte that is not UTF-8.</param>
    public static CommandException NotText(long line, byte value) => new(
        Descriptors.PrintedNoText,
        string.Create(CultureInfo.InvariantCulture, $"the byte 0x{value:X2} in line {line}"),
        "Store the bytes unchanged with Format=\"bytes\", or let it write a file that is named in Outputs.");

    /// <summary>The error that the build reports.</summary>
    /// <param name="logPath">The full path of its log, if it has one.</param>
    public Diagnostic Describe(string step, string? logPath) =>
        _descriptor.Create(DiagnosticSubject.None, step, _what, _details, logPath is null ? "" : $"{(_details.Contains('\n') ? Environment.NewLine : " ")}Log: {logPath}");

    /// <summary>The text for the step's log, which contains the command's lines already.</summary>
    public override string ToString() => _descriptor.Code switch
    {
        "TANGO0505" => $"the command {_what}",
        "TANGO0506" => $"the command did not write {Message}",
        "TANGO0509" => $"the path of the output {Message} is occupied",
        "TANGO0510" => $"the command removed its work directory. {_details}",
        "TANGO0507" => $"the command printed more than {_what} bytes",
        _ => $"the command printed what is not UTF-8: {_what}",
    };
}
