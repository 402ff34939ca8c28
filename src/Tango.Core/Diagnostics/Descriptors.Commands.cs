using static Tango.Diagnostics.DiagnosticSeverity;

namespace Tango.Diagnostics;

/// <content>05xx. Steps that are commands.</content>
internal static partial class Descriptors
{
    /// <summary><c>{0}</c> step, <c>{1}</c> its output, <c>{2}</c> other step, <c>{3}</c> the other's output.</summary>
    public static DiagnosticDescriptor OverlappingOutputs { get; } = new(
        "TANGO0501", Error, "Overlapping outputs",
        "The output '{1}' of step '{0}' overlaps with the output '{3}' of step '{2}', so the content would depend on which of them runs last. Use separate files or folders for each command.");

    /// <summary><c>{0}</c> step, <c>{1}</c> argument, <c>{2}</c> file or pattern, <c>{3}</c> its output.</summary>
    public static DiagnosticDescriptor OutputIsInput { get; } = new(
        "TANGO0502", Error, "Output is also an input",
        "Step '{0}' writes '{3}', which matches '{2}' in its own {1}: every run would change its inputs, and it would never be up to date. Write the output to another path, or use inputs that do not include it.");

    /// <summary><c>{0}</c> step, <c>{1}</c> argument, <c>{2}</c> file, <c>{3}</c> step that writes it.</summary>
    public static DiagnosticDescriptor InputIsOutput { get; } = new(
        "TANGO0503", Error, "Input file is another step's output",
        "Step '{0}' has the file '{2}' in {1}, which the command '{3}' writes, but nothing makes that command run first. Write ref:{3} instead.");

    /// <summary><c>{0}</c> step, <c>{1}</c> why.</summary>
    public static DiagnosticDescriptor InvalidCommand { get; } = new(
        "TANGO0504", Error, "Invalid command",
        "The command of step '{0}' is invalid: {1}.");

    /// <summary><c>{0}</c> step, <c>{1}</c> how it ended, <c>{2}</c> the last lines it printed, <c>{3}</c> the path of the log, or empty.</summary>
    public static DiagnosticDescriptor CommandFailed { get; } = new(
        "TANGO0505", Error, "Command failed",
        "Step '{0}' failed: the command {1}. {2}{3}");

    /// <summary><c>{0}</c> step, <c>{1}</c> outputs, <c>{2}</c> details, <c>{3}</c> the path of the log, or empty.</summary>
    public static DiagnosticDescriptor OutputMissing { get; } = new(
        "TANGO0506", Error, "Output missing after the run",
        "Step '{0}' failed: the command exited with code 0, but did not write {1}. {2}{3}");

    /// <summary><c>{0}</c> step, <c>{1}</c> number of bytes, <c>{2}</c> a solution, <c>{3}</c> the path of the log, or empty.</summary>
    public static DiagnosticDescriptor PrintedTooMuch { get; } = new(
        "TANGO0507", Error, "Command printed too much",
        "Step '{0}' failed: the command has no Outputs, so what it prints is its result, and it printed more than {1} bytes, the most that such a result can have. {2}{3}");

    /// <summary><c>{0}</c> step, <c>{1}</c> byte and line, <c>{2}</c> a solution, <c>{3}</c> the path of the log, or empty.</summary>
    public static DiagnosticDescriptor PrintedNoText { get; } = new(
        "TANGO0508", Error, "Command did not print text",
        "Step '{0}' failed: what the command prints is its result, as text, but {1} is not valid UTF-8. {2}{3}");

    /// <summary><c>{0}</c> step, <c>{1}</c> output, <c>{2}</c> the file or folder there and a solution, <c>{3}</c> the path of the log, or empty.</summary>
    public static DiagnosticDescriptor OutputInTheWay { get; } = new(
        "TANGO0509", Error, "Path of an output is occupied",
        "Step '{0}' did not run: the path of its output {1} is occupied. {2}{3}");

    /// <summary><c>{0}</c> step, <c>{1}</c> work folder, <c>{2}</c> a solution, <c>{3}</c> the path of the log, or empty.</summary>
    public static DiagnosticDescriptor WorkFolderRemoved { get; } = new(
        "TANGO0510", Error, "Command removed its work directory",
        "Step '{0}' failed: the command removed its work directory {1} (TANGO_WORK), and with it what it had printed, which is its result. {2}{3}");

    /// <summary><c>{0}</c> step, <c>{1}</c> output, <c>{2}</c> why, <c>{3}</c> a solution.</summary>
    public static DiagnosticDescriptor ForbiddenOutput { get; } = new(
        "TANGO0511", Error, "Forbidden output",
        "Step '{0}' cannot have the output '{1}': {2}. {3}");
}
