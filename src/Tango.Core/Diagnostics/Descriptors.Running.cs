using static Tango.Diagnostics.DiagnosticSeverity;

namespace Tango.Diagnostics;

/// <content>02xx. What happens while steps run.</content>
internal static partial class Descriptors
{
    /// <summary><c>{0}</c> step, <c>{1}</c> exception, message and position, <c>{2}</c> a hint and the path of the log, each with a blank before it, or empty.</summary>
    public static DiagnosticDescriptor StepFailed { get; } = new(
        "TANGO0201", Error, "Step failed",
        "Step '{0}' failed: {1}.{2}");

    /// <summary><c>{0}</c> step, <c>{1}</c> the error and a solution.</summary>
    public static DiagnosticDescriptor ResultNotStorable { get; } = new(
        "TANGO0202", Error, "Result cannot be stored",
        "The result of step '{0}' cannot be stored: {1}");

    /// <summary><c>{0}</c> what happened, <c>{1}</c> details.</summary>
    public static DiagnosticDescriptor WorkerFailed { get; } = new(
        "TANGO0203", Error, "Worker process failed",
        "The worker process {0}. {1}");

    /// <summary><c>{0}</c> step, <c>{1}</c> reference, <c>{2}</c> what there is, with its full stop.</summary>
    public static DiagnosticDescriptor ReferencePartNotFound { get; } = new(
        "TANGO0204", Error, "Part of a result not found",
        "Step '{0}' refers to {1}, but {2}");

    /// <summary><c>{0}</c> step, <c>{1}</c> limit, <c>{2}</c> log.</summary>
    public static DiagnosticDescriptor StepTimedOut { get; } = new(
        "TANGO0205", Error, "Step timed out",
        "Step '{0}' ran longer than its Timeout of {1}. Increase Timeout, or let the step resume from its work directory. Log: {2}");

    /// <summary><c>{0}</c> step, <c>{1}</c> its warning.</summary>
    public static DiagnosticDescriptor StepWarning { get; } = new(
        "TANGO0206", Warning, "Step warning",
        "Step '{0}' warns: {1}");

    /// <summary>The solution where the file system refused an export.</summary>
    public const string SolutionOfExport = "Change ExportTo, or remove what is at that path.";

    /// <summary><c>{0}</c> step, <c>{1}</c> path, <c>{2}</c> why, <c>{3}</c> a solution.</summary>
    public static DiagnosticDescriptor ExportFailed { get; } = new(
        "TANGO0207", Error, "Result cannot be exported",
        "The result of step '{0}' cannot be exported to '{1}': {2} {3}");

    /// <summary><c>{0}</c> step.</summary>
    public static DiagnosticDescriptor StepAlreadyRunning { get; } = new(
        "TANGO0208", Error, "Step is already running",
        "Step '{0}' is already running, and a step object can run only once at a time. Await the first run, or create a second step.");

    /// <summary><c>{0}</c> step, <c>{1}</c> why its result is not cached.</summary>
    public static DiagnosticDescriptor ResultNotCached { get; } = new(
        "TANGO0209", Error, "EnsureResultAsync needs a cacheable step",
        "EnsureResultAsync needs a cacheable step, but the result of step '{0}' is never cached: {1}. Call ResultAsync instead, or make the step cacheable.");

    /// <summary><c>{0}</c> step.</summary>
    public static DiagnosticDescriptor StepDidNotRun { get; } = new(
        "TANGO0210", Error, "Step did not run",
        "Step '{0}' was planned but did not run, because a result that it uses could not be read, or the worker did not report its outcome. See the warnings above and run.log.");

    /// <summary><c>{0}</c> step, <c>{1}</c> full path.</summary>
    public static DiagnosticDescriptor InputChanged { get; } = new(
        "TANGO0211", Error, "Input file changed while the step ran",
        "The input file '{1}' of step '{0}' changed after the build had checked it, so it is unknown which content the result was made from. Nothing was cached. Build again.");

    /// <summary><c>{0}</c> step, <c>{1}</c> parameters, <c>{2}</c> upstream step, <c>{3}</c> a solution.</summary>
    public static DiagnosticDescriptor InputModified { get; } = new(
        "TANGO0212", Error, "Step modifies its input",
        "Step '{0}' modified its input '{1}', the result of step '{2}'. Nothing was cached. {3}");

    /// <summary><c>{0}</c> step, <c>{1}</c> what it wrote, why it cannot be stored, and a solution.</summary>
    public static DiagnosticDescriptor OutputNotStored { get; } = new(
        "TANGO0217", Error, "Output cannot be stored",
        "The result of step '{0}' cannot be stored: {1}");

    /// <summary><c>{0}</c> step, <c>{1}</c> full path.</summary>
    public static DiagnosticDescriptor FileNameNotUtf8 { get; } = new(
        "TANGO0218", Error, "File name is not UTF-8",
        "A file of step '{0}' has a name that is not UTF-8 and cannot be opened: '{1}', where \\uFFFD stands for the invalid bytes. Rename the file, or leave it out.");

    /// <summary><c>{0}</c> what it sent, <c>{1}</c> the steps that were running, or nothing.</summary>
    public static DiagnosticDescriptor UnexpectedWorkerMessage { get; } = new(
        "TANGO0219", Error, "Unexpected message from the worker",
        "The worker process sent {0}{1}. A step wrote to the channel in which the worker reports: let it write only to files and streams that it opened.");

    /// <summary><c>{0}</c> seconds.</summary>
    public static DiagnosticDescriptor WorkerDidNotEnd { get; } = new(
        "TANGO0220", Warning, "Worker process did not end",
        "The worker process had carried out its steps but did not end within {0} s, and was ended with all processes that it started. Look for a step whose code waits without end when the process exits.");

    /// <summary><c>{0}</c> what happened, with the steps that were running: sentences.</summary>
    public static DiagnosticDescriptor CrashNotRepeated { get; } = new(
        "TANGO0221", Warning, "Worker process ended, and steps ran again",
        "{0} These steps ran again, one at a time, and it did not happen again: look for too little memory, for steps that disturb each other, or for code that an earlier step left running.");

    /// <summary><c>{0}</c> step, <c>{1}</c> full path, <c>{2}</c> why.</summary>
    public static DiagnosticDescriptor LogIncomplete { get; } = new(
        "TANGO0222", Warning, "Log of a step is incomplete",
        "The log '{1}' of step '{0}' ends before its step: {2}. The step went on. Free space, or grant access, if you need its log.");

    /// <summary><c>{0}</c> step, <c>{1}</c> what became of its job, <c>{2}</c> the way out and what it printed, with full stops.</summary>
    public static DiagnosticDescriptor JobFailed { get; } = new(
        "TANGO0223", Error, "Job of a step failed",
        "Step '{0}' failed: its job {1}. {2}");

    /// <summary><c>{0}</c> step, <c>{1}</c> what Slurm says.</summary>
    public static DiagnosticDescriptor JobRefused { get; } = new(
        "TANGO0224", Error, "Job of a step was refused",
        "Slurm does not accept the job of step '{0}': {1}. Change Cpus, Memory, Gpus, Timeout or SlurmOptions of the step, or TangoSlurmOptions.");

    /// <summary><c>{0}</c> what its programs say.</summary>
    public static DiagnosticDescriptor SlurmNotAnswering { get; } = new(
        "TANGO0225", Warning, "Slurm does not answer",
        "Slurm takes no jobs, or does not say what became of them, and the build waits for it: {0}. Jobs that run are not affected.");

    /// <summary><c>{0}</c> job, <c>{1}</c> step, <c>{2}</c> why.</summary>
    public static DiagnosticDescriptor JobNotCancelled { get; } = new(
        "TANGO0226", Warning, "Job was not cancelled",
        "Job {0} of step '{1}' could not be cancelled, and may still run: {2}. Cancel it with 'scancel {0}'.");

    /// <summary><c>{0}</c> step, <c>{1}</c> full path.</summary>
    public static DiagnosticDescriptor ProgramChanged { get; } = new(
        "TANGO0227", Error, "Program changed before its job ended",
        "The assembly '{1}' was built again before the job of step '{0}' had ended, so the step would have had a result of other code. Nothing was cached. Build again.");

    /// <summary><c>{0}</c> step, <c>{1}</c> the remote cache, <c>{2}</c> what failed.</summary>
    public static DiagnosticDescriptor JobNotCarried { get; } = new(
        "TANGO0228", Error, "Files of a job could not be sent or fetched",
        "Step '{0}' failed: what its job needs or has made could not go through the remote cache '{1}': {2}. Build again when the remote cache answers.");

    /// <summary><c>{0}</c> what failed.</summary>
    public static DiagnosticDescriptor NodeStoreNotAnswering { get; } = new(
        "TANGO0229", Warning, "Remote cache does not answer while jobs run",
        "The remote cache that jobs work through does not answer, and the build waits for it: {0}. Jobs that run are not affected.");

    /// <summary><c>{0}</c> step, <c>{1}</c> what failed.</summary>
    public static DiagnosticDescriptor NodeFilesNotUsable { get; } = new(
        "TANGO0230", Error, "A job could not use the files of its node",
        "Step '{0}' failed: its job could not read, write or start files on its node: {1}. Set TMPDIR to a folder with more space, or choose other nodes by SlurmOptions.");
}
