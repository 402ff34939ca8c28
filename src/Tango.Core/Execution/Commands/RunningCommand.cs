using System.Globalization;
using Tango.IO;

namespace Tango.Execution.Commands;

/// <summary>
/// A file in the work directory while a command runs, with the process that runs it. If that process was killed, it could not end the command: the next attempt does, because two
/// of them would write the same outputs. On Linux; other systems do not show which processes a command started.
/// </summary>
internal sealed class RunningCommand : IDisposable
{
    private const string Name = ".running";

    private readonly string _path;

    private RunningCommand(string path) => _path = path;

    /// <summary>Ends what a killed attempt left running, and records that this process runs the command now.</summary>
    /// <param name="workDirectory">Full path of the work directory, which is in the environment of all processes of the command.</param>
    /// <exception cref="CommandException">Processes of the killed attempt cannot be ended.</exception>
    public static async Task<RunningCommand> BeginAsync(string workDirectory)
    {
        var running = new RunningCommand(Path.Combine(workDirectory, Name));
        if (!OperatingSystem.IsLinux())
            return running;

        if (running.IsAbandoned() && await ProcessTree.EndAllOfAsync(workDirectory).ConfigureAwait(false) is { Count: > 0 } living)
            throw CommandException.NotStarted($"processes of an earlier attempt still run and cannot be ended: {string.Join(", ", living)}. End them, and build again");

        if (LinuxProcess.TryRead(Environment.ProcessId) is { } self)
            File.WriteAllText(running._path, Format(self));

        return running;
    }

    /// <summary>Called when the command has ended.</summary>
    public void Dispose()
    {
        // The command may have removed its work directory.
        if (File.Exists(_path))
            FileChange.TryDelete(_path);
    }

    // Another build of the project, which is alive, may run the same command if its result is not cached.
    private bool IsAbandoned() => File.Exists(_path)
        && !(SharedReading.ReadAllText(_path) is var owner && int.TryParse(owner.Split(' ')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            && LinuxProcess.TryRead(id) is { IsAlive: true } process && Format(process) == owner);

    // A process that started at another time has the id of one that ended.
    private static string Format(LinuxProcess process) => string.Create(CultureInfo.InvariantCulture, $"{process.Id} {process.Started}");
}
