using Tango.Execution.Running;
using Tango.IO;
using Tango.Runs.Tracing;
using Tango.Steps.Commands;

namespace Tango.Execution.Commands;

/// <summary>A command as a step: clears its outputs, runs it, and reads what it wrote.</summary>
internal abstract class CommandStep<T> : Step<T>
{
    /// <summary>Runs the command.</summary>
    /// <param name="run">The text for the shell.</param>
    /// <param name="environment">Additional environment variables.</param>
    /// <param name="workingDirectory">Its working directory, relative to the project's folder.</param>
    /// <param name="projectDirectory">The project's folder, full path.</param>
    /// <param name="context">The context of the step.</param>
    /// <param name="references">The results it uses, by name.</param>
    /// <param name="previousOutputs">Files that earlier builds put into the project for it, full paths.</param>
    /// <param name="outputFolders">Output folders of the build outside of the project's folder, full paths.</param>
    /// <param name="ownsOutputs">Whether all files in its outputs belong to it.</param>
    /// <param name="isTrial">Whether what was in its outputs is there again when it has ended, and nothing else.</param>
    /// <param name="secretEnvironment">Environment variables that have secrets.</param>
    /// <param name="shell">The shell that reads the text.</param>
    /// <exception cref="CommandException">It failed, or did not write its outputs.</exception>
    public async Task<object> RunAsync(
        string run,
        string[] outputs,
        IReadOnlyDictionary<string, string> environment,
        string workingDirectory,
        string projectDirectory,
        StepContext context,
        IReadOnlyDictionary<string, object?>? references = null,
        string[]? previousOutputs = null,
        string[]? outputFolders = null,
        bool ownsOutputs = false,
        bool isTrial = false,
        IReadOnlyDictionary<string, string>? secretEnvironment = null,
        string shell = ShellNames.Sh)
    {
        using var running = await RunningCommand.BeginAsync(context).ConfigureAwait(false);
        var inputs = new CommandInputFiles(Path.Combine(context.WorkDirectory, ".inputs"));
        var paths = await inputs.PathsOfAsync(references ?? new Dictionary<string, object?>(), context.CancellationToken).ConfigureAwait(false);
        var files = new CommandOutputFiles(outputs, projectDirectory, context) { OwnsOutputs = ownsOutputs, IsTrial = isTrial };
        context.OnFailed = files.Fail;
        context.OnStored = files.Complete;
        files.MakeRoom(previousOutputs ?? [], new FolderLinks(projectDirectory, outputFolders ?? []));
        var folder = Path.GetFullPath(workingDirectory.Replace('\\', Path.DirectorySeparatorChar), projectDirectory);
        var start = CommandShell.Start(shell, CommandText.Fill(run, paths, shell), folder);
        foreach (var (name, value) in Spans.Variables())
            start.Environment[name] = value;

        foreach (var (name, value) in environment.Concat(secretEnvironment ?? new Dictionary<string, string>()).Concat(VariablesOf(context, projectDirectory, paths)))
            start.Environment[name] = value;

        using var printed = outputs.Length == 0 ? new PrintedBytes(Path.Combine(context.WorkDirectory, ".printed")) : null;
        await new CommandProcess(start, StepLog.Current!) { Output = printed, IsOnlyChild = context.IsAlone, OnMeasured = context.OnMeasured }.RunAsync(context.CancellationToken).ConfigureAwait(false);
        files.Restore();
        return ReadResult(files, printed, context);
    }

    private static IEnumerable<KeyValuePair<string, string>> VariablesOf(StepContext context, string projectDirectory, IReadOnlyDictionary<string, string> paths) =>
    [
        .. paths.Select(path => KeyValuePair.Create(CommandVariables.Input(path.Key), path.Value)),
        KeyValuePair.Create(CommandVariables.Work, context.WorkDirectory),
        KeyValuePair.Create(CommandVariables.Project, projectDirectory),
    ];

    /// <summary>Reads the result that the command wrote.</summary>
    /// <param name="printed">Its standard output, if that is the result.</param>
    /// <param name="context">The context of the step.</param>
    /// <returns>A <typeparamref name="T"/>, or a <see cref="Formats.PrintedResult"/> that contains one.</returns>
    protected abstract object ReadResult(CommandOutputFiles files, PrintedBytes? printed, StepContext context);
}
