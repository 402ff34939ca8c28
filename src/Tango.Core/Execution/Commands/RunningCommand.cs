using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Tango.Diagnostics;
using Tango.IO;

namespace Tango.Execution.Commands;

/// <summary>
/// Files that exist while a command runs, with the process that runs it and the work directory: in that directory, and by the step's name. If that process was killed, it could not end the command: the next attempt does, because two
/// of them would write the same outputs. On Linux; other systems do not show which processes a command started.
/// </summary>
internal sealed class RunningCommand : IDisposable
{
    private const string Name = ".running";

    private readonly ImmutableArray<string> _paths;

    private RunningCommand(ImmutableArray<string> paths) => _paths = paths;

    /// <summary>Ends what a killed attempt left running, and records that this process runs the command now.</summary>
    /// <param name="context">The context of the command's step. Its work directory is in the environment of all processes of the command.</param>
    /// <exception cref="CommandException">Processes of the killed attempt cannot be ended.</exception>
    public static async Task<RunningCommand> BeginAsync(StepContext context)
    {
        // By the name of the step too: after an edit of its script the command has another id, and so another work directory.
        var running = new RunningCommand(
        [
            .. context.AttemptRecords.Take(1).Select(record => Path.GetDirectoryName(record)!).Append(context.WorkDirectory).Distinct().Select(folder => Path.Combine(folder, Name)),
        ]);
        if (!OperatingSystem.IsLinux())
            return running;

        foreach (var abandoned in running._paths.Select(AbandonedIn).OfType<string>().Distinct())
        {
            if (await ProcessTree.EndAllOfAsync(abandoned).ConfigureAwait(false) is { Count: > 0 } living)
                throw CommandException.NotStarted($"processes of an earlier attempt still run and cannot be ended: {NameList.Join(living)}. End them, and build again");
        }

        if (LinuxProcess.TryRead(Environment.ProcessId) is { } self)
            running.Write($"{Format(self)}\n{context.WorkDirectory}");

        return running;
    }

    /// <summary>Called when the command has ended.</summary>
    public void Dispose()
    {
        foreach (var path in _paths)
        {
            // The command may have removed its work directory.
            if (!File.Exists(path))
                continue;

            FileChange.TryDelete(path);
            EmptyFolders.TryDeleteOne(Path.GetDirectoryName(path)!);
        }
    }

    private void Write(string content)
    {
        foreach (var path in _paths)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            AtomicFile.Write(path, Encoding.UTF8.GetBytes(content), isDurable: false);
        }
    }

    // The work directory of an attempt whose process was killed; null if there is none. It belongs to an entry of the cache, so another build, of another clone, may run the same
    // command in it by now.
    private static string? AbandonedIn(string path) =>
        Read(path) is { IsAlive: false, WorkDirectory: var directory } && Read(Path.Combine(directory, Name)) is not { IsAlive: true } ? directory : null;

    private static (bool IsAlive, string WorkDirectory)? Read(string path)
    {
        if (!SpecialFile.IsFile(path))
            return null;

        var content = SharedReading.ReadAllText(path).Split('\n', 2);
        var isAlive = int.TryParse(content[0].Split(' ')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            && LinuxProcess.TryRead(id) is { IsAlive: true } process && Format(process) == content[0];
        return (isAlive, content is [_, var workDirectory] ? workDirectory : Path.GetDirectoryName(path)!);
    }

    // A process that started at another time has the id of one that ended.
    private static string Format(LinuxProcess process) => string.Create(CultureInfo.InvariantCulture, $"{process.Id} {process.Started}");
}
