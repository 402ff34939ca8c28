using static Tango.Diagnostics.DiagnosticSeverity;

namespace Tango.Diagnostics;

/// <content>012x and 013x. What the code of steps does, and of programs that use results. Builds report none of these: they never read code that closely.</content>
internal static partial class Descriptors
{
    /// <summary><c>{0}</c> member, <c>{1}</c> step type.</summary>
    public static DiagnosticDescriptor ReadsClock { get; } = new(
        "TANGO0120", Warning, "Clock in a deterministic step",
        "'{0}' depends on the time, and the result of {1} on it, which is marked Deterministic: equal arguments would not give equal results. Take the time as a parameter of Run.");

    /// <summary><c>{0}</c> member, <c>{1}</c> step type.</summary>
    public static DiagnosticDescriptor DrawsRandomly { get; } = new(
        "TANGO0121", Warning, "Random values in a deterministic step",
        "'{0}' is different in every run, and the result of {1} depends on it, which is marked Deterministic. Take a seed as a parameter of Run, e.g. new Random(seed).");

    /// <summary><c>{0}</c> member, <c>{1}</c> step type.</summary>
    public static DiagnosticDescriptor ReadsEnvironment { get; } = new(
        "TANGO0122", Warning, "Environment in a deterministic step",
        "'{0}' depends on the machine, and the result of {1} on it, which is marked Deterministic. Take the value as a parameter of Run.");

    /// <summary><c>{0}</c> member, <c>{1}</c> step type.</summary>
    public static DiagnosticDescriptor UsesCulture { get; } = new(
        "TANGO0123", Warning, "Culture of the machine in a deterministic step",
        "'{0}' depends on the culture of the machine, and the result of {1} on it, which is marked Deterministic. Use the invariant culture, or ordinal comparison.");

    /// <summary><c>{0}</c> collection type, <c>{1}</c> step type.</summary>
    public static DiagnosticDescriptor UsesHashOrder { get; } = new(
        "TANGO0124", Warning, "Order of a hash table in a deterministic step",
        "The order of the items of {0} is not defined, and the result of {1} depends on it, which is marked Deterministic. Sort the items, or use a sorted collection.");

    /// <summary><c>{0}</c> member, <c>{1}</c> step type.</summary>
    public static DiagnosticDescriptor TakesFirstFinished { get; } = new(
        "TANGO0125", Warning, "First finished task in a deterministic step",
        "'{0}' gives what is finished first, which differs from run to run, but {1} is marked Deterministic. Await all tasks (Task.WhenAll) and use their results in order.");

    /// <summary><c>{0}</c> variable, <c>{1}</c> step type.</summary>
    public static DiagnosticDescriptor WritesInParallel { get; } = new(
        "TANGO0126", Warning, "Parallel code changes what it shares",
        "Parallel code changes '{0}', which it shares, without a lock: updates are lost, or come in another order in each run of {1}. Return a value from each iteration, or write to an array at its index.");

    /// <summary><c>{0}</c> member, <c>{1}</c> step type.</summary>
    public static DiagnosticDescriptor UsesNetwork { get; } = new(
        "TANGO0127", Warning, "Network in a deterministic step",
        "'{0}' asks the network, whose answers change, but {1} is marked Deterministic. Download in a step that is not, or suppress this where the answer can never change.");

    /// <summary><c>{0}</c> parameter, <c>{1}</c> step type, <c>{2}</c> member, <c>{3}</c> the type to use.</summary>
    public static DiagnosticDescriptor ReadsPathOfString { get; } = new(
        "TANGO0128", Warning, "File is read, but only its path counts",
        "Parameter '{0}' of {1} is a string, and '{2}' reads the file of this path: its content does not count, so the step does not run again when the file changes. Make it an {3}.");

    /// <summary><c>{0}</c> parameter, <c>{1}</c> step type.</summary>
    public static DiagnosticDescriptor ChangesArgument { get; } = new(
        "TANGO0129", Warning, "Step changes its argument",
        "{1} changes '{0}', which it was given: other steps use the same value. Change a copy of it.");

    /// <summary><c>{0}</c> method, <c>{1}</c> step type.</summary>
    public static DiagnosticDescriptor LoopIgnoresCancellation { get; } = new(
        "TANGO0130", Warning, "Loop cannot be cancelled",
        "The loop awaits in each iteration, but {0} of {1} takes no CancellationToken, so a cancelled build waits until the loop ends. Take one, and pass it on.");

    /// <summary><c>{0}</c> step, <c>{1}</c> why, as the end of a sentence, with the way out.</summary>
    public static DiagnosticDescriptor NoTypedResult { get; } = new(
        "TANGO0131", Warning, "Exported result without a property",
        "TangoResults has no property for step '{0}': {1}.");

    /// <summary><c>{0}</c> step, <c>{1}</c> full path.</summary>
    public static DiagnosticDescriptor ExportNotFound { get; } = new(
        "TANGO0132", Error, "Exported result is missing",
        "The result of step '{0}' is not at '{1}'. Build the project, which exports it there; to have it published with the program, set ExportItem=\"Content\" on the step.");

    /// <summary><c>{0}</c> full path, <c>{1}</c> step, <c>{2}</c> what is wrong with it.</summary>
    public static DiagnosticDescriptor ExportNotReadable { get; } = new(
        "TANGO0133", Error, "Exported result cannot be read",
        "'{0}' is not what step '{1}' exports: {2}. Build the project, which restores it, and publish it together with the program that reads it.");
}
