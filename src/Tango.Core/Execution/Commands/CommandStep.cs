using Tango.Steps.Commands;

namespace Tango.Execution.Commands;

/// <summary>A command as a step: makes room for its outputs, runs it, and takes what it wrote.</summary>
/// <typeparam name="T">What it gives.</typeparam>
internal abstract class CommandStep<T> : Step<T>
{
    /// <summary>Runs the command.</summary>
    /// <param name="run">The text for the shell.</param>
    /// <param name="outputs">The declared outputs.</param>
    /// <param name="environment">Variables beside those of this process.</param>
    /// <param name="workingDirectory">Where it runs, relative to the project's folder.</param>
    /// <param name="projectDirectory">The project's folder, full path.</param>
    /// <param name="context">What it has at hand.</param>
    /// <param name="references">The results it takes, by name.</param>
    /// <param name="leftovers">Files that earlier builds put into the project for it, full paths.</param>
    /// <exception cref="CommandException">It failed, or did not write what it should.</exception>
    public async Task<T> RunAsync(
        string run,
        string[] outputs,
        IReadOnlyDictionary<string, string> environment,
        string workingDirectory,
        string projectDirectory,
        StepContext context,
        IReadOnlyDictionary<string, object?>? references = null,
        string[]? leftovers = null)
    {
        var inputs = new CommandInputFiles(Path.Combine(context.WorkDirectory, ".inputs"));
        var paths = await inputs.PathsOfAsync(references ?? new Dictionary<string, object?>(), context.CancellationToken).ConfigureAwait(false);
        var files = new CommandOutputFiles(outputs, projectDirectory, context.Logger);
        files.MakeRoom(leftovers ?? []);

        var folder = Path.GetFullPath(workingDirectory.Replace('\\', Path.DirectorySeparatorChar), projectDirectory);
        var start = CommandShell.Start(CommandText.Fill(run, paths, OperatingSystem.IsWindows()), folder);
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        foreach (var (name, path) in paths)
        {
            start.Environment[CommandVariables.Input(name)] = path;
        }

        start.Environment[CommandVariables.Work] = context.WorkDirectory;
        start.Environment[CommandVariables.Project] = projectDirectory;
        var printed = await new CommandProcess(start, context.Logger) { KeepsText = outputs.Length == 0 }.RunAsync(context.CancellationToken).ConfigureAwait(false);
        return Take(files, printed, context);
    }

    /// <summary>Takes what the command wrote.</summary>
    /// <param name="files">Its outputs.</param>
    /// <param name="printed">What it printed on its standard output, if that was kept.</param>
    /// <param name="context">What the step has at hand.</param>
    protected abstract T Take(CommandOutputFiles files, string printed, StepContext context);
}
