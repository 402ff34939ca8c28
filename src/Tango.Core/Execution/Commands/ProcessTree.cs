using System.ComponentModel;
using System.Diagnostics;
using Tango.Steps.Commands;

namespace Tango.Execution.Commands;

/// <summary>
/// A command with every process that it started. On Linux this includes processes whose parent has ended or that created a session: they are younger than the command and have
/// inherited its environment.
/// </summary>
internal sealed class ProcessTree
{
    // On other systems, or when it had ended before it could be read.
    private const long Unknown = -1;

    // SIGKILL cannot be refused, but a process that waits for a disk or a network drive receives it only when that responds.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(10);

    private readonly Process _root;
    private readonly string _mark;
    private readonly HashSet<int> _members;
    private readonly long _started;

    /// <param name="root">The command's own process, which is running.</param>
    /// <param name="workDirectory">The work directory in its environment.</param>
    public ProcessTree(Process root, string workDirectory)
    {
        _root = root;
        _mark = MarkOf(workDirectory);
        _members = [root.Id];
        _started = LinuxProcess.TryRead(root.Id)?.Started ?? Unknown;
    }

    /// <summary>Ends all processes on this machine that have a work directory in their environment, and waits until they have ended. On Linux.</summary>
    /// <returns>The ids of processes that could not be ended.</returns>
    public static Task<IReadOnlyList<int>> EndAllOfAsync(string workDirectory) => EndAsync(() =>
    {
        var mark = MarkOf(workDirectory);
        List<int> living = [.. LinuxProcess.All().Where(process => process.IsAlive && process.Id != Environment.ProcessId && process.HasVariable(mark)).Select(process => process.Id)];
        living.ForEach(Kill);
        return living;
    });

    /// <summary>Ends all of them, and waits until they have ended.</summary>
    /// <returns>The ids of processes that could not be ended.</returns>
    public Task<IReadOnlyList<int>> EndAsync() => EndAsync(Kill);

    private static string MarkOf(string workDirectory) => $"{CommandVariables.Work}={workDirectory}";

    private static async Task<IReadOnlyList<int>> EndAsync(Func<List<int>> kill)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            var living = kill();
            if (living.Count == 0 || clock.Elapsed > Patience)
                return living;

            await Task.Delay(PollInterval).ConfigureAwait(false);
        }
    }

    /// <summary>Kills all of them without waiting, and again those that were started meanwhile.</summary>
    public void KillAll()
    {
        Kill();
        Kill();
    }

    private List<int> Kill()
    {
        if (_started == Unknown)
            return KillByParent();

        var living = Living();
        foreach (var id in living)
            Kill(id);

        return living;
    }

    private List<int> KillByParent()
    {
        try
        {
            _root.Kill(entireProcessTree: true);
        }
        catch (Exception exception) when (exception is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It has ended already, or part of it has.
        }

        return _root.WaitForExit(TimeSpan.Zero) ? [] : [_root.Id];
    }

    // Descendants of known processes, and processes with the environment. The children of an ended parent get another parent, so known processes stay known.
    private List<int> Living()
    {
        var all = LinuxProcess.All();
        int known;
        do
        {
            known = _members.Count;
            foreach (var process in all.Where(process => process.Started >= _started && _members.Contains(process.Parent)))
                _members.Add(process.Id);
        }
        while (_members.Count > known);

        return [.. all.Where(process => process.IsAlive && process.Started >= _started && (_members.Contains(process.Id) || process.HasVariable(_mark))).Select(process => process.Id)];
    }

    private static void Kill(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            process.Kill();
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or Win32Exception)
        {
            // It has ended already; or it may not be killed, and is found again.
        }
    }
}
