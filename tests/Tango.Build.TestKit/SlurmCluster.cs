using System.Diagnostics;
using System.Globalization;

namespace Tango.Build.TestKit;

/// <summary>
/// A real Slurm on this machine: a controller and several nodes, all processes of this one. Needs Debian's packages slurm-wlm and munge, and root, as several nodes on one machine do.
/// </summary>
public sealed class SlurmCluster : IDisposable
{
    /// <summary>If this environment variable is set, tests fail where there is no Slurm, and are not skipped.</summary>
    public const string Needed = "TANGO_TESTS_NEED_SLURM";

    /// <summary>Why tests with it are skipped; null if they are not.</summary>
    public static string? ReasonToSkip => IsInstalled || !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(Needed))
        ? null
        : $"Slurm is not installed (packages slurm-wlm, munge and curl), or this is not root. Set {Needed}=1 to fail instead.";

    /// <summary>The partition of the nodes with file systems of their own.</summary>
    public const string Apart = "apart";

    private const int SharingNodes = 3;
    private const int Nodes = SharingNodes + 2;
    private const string ConfigurationVariable = "SLURM_CONF";

    private static readonly TimeSpan Hang = TimeSpan.FromMinutes(10);
    private static readonly string[] Programs = ["slurmctld", "slurmd", "munged", "sbatch", "curl", "unshare", "nsenter"];

    // Not in a test's folder: its blanks and quotes are no problem for jobs, but the path of a socket has a limit of 100 characters.
    private readonly string _directory = Directory.CreateTempSubdirectory("tango-slurm-").FullName;
    private readonly int _firstPort = FreePorts.Find(Nodes + 1);

    /// <summary>Starts it, and waits until all nodes are idle.</summary>
    public SlurmCluster()
    {
        if (!IsInstalled)
            return;

        foreach (var folder in (string[])["state", "spool", "log"])
            Directory.CreateDirectory(PathOf(folder));

        File.WriteAllText(Configuration, Text());
        Environment.SetEnvironmentVariable(ConfigurationVariable, Configuration);
        Run("mungekey", "--create", "--keyfile=" + PathOf("munge.key"));
        Run("munged", "--force", "--key-file=" + PathOf("munge.key"), "--socket=" + PathOf("munge.sock"), "--pid-file=" + PathOf("munged.pid"), "--log-file=" + PathOf("log/munged.log"), "--seed-file=" + PathOf("munge.seed"));
        StartController();
        for (var node = 1; node <= Nodes; node++)
            StartNode(node);

        WaitUntil(() => Ask("sinfo", "--noheader", "--Node", "--format=%T").Split('\n').Count(state => state == "idle") == Nodes);
    }

    /// <summary>Whether Slurm is there.</summary>
    public static bool IsInstalled { get; } = OperatingSystem.IsLinux() && Environment.UserName == "root" && Programs.All(IsInPath);

    /// <summary>The processors that a node has.</summary>
    public static int ProcessorsOfNode => 8;

    private static bool IsInPath(string name) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, name)));

    private string Configuration => PathOf("slurm.conf");

    /// <summary>An option of <c>sbatch</c> that gives jobs a folder for temporary files that goes away with the cluster.</summary>
    /// <param name="name">Its name: jobs of nodes with file systems of their own keep programs there for the next.</param>
    public string Temporary(string name = "scratch") => "--export=ALL,TMPDIR=" + Directory.CreateDirectory(PathOf(name)).FullName;

    /// <summary>Starts the controller, and waits until it answers.</summary>
    public void StartController()
    {
        Run("slurmctld", "-f", Configuration);
        WaitUntil(() => Ask("scontrol", "ping").Contains("is UP", StringComparison.Ordinal));
    }

    /// <summary>Ends the controller as a crash does.</summary>
    public void KillController()
    {
        Kill(int.Parse(File.ReadAllText(PathOf("slurmctld.pid")).Trim(), CultureInfo.InvariantCulture));
        File.Delete(PathOf("slurmctld.pid"));
    }

    /// <summary>Starts a node.</summary>
    /// <param name="node">Its number, from 1.</param>
    public void StartNode(int node)
    {
        string[] start = ["slurmd", "-f", Configuration, "-N", NameOf(node)];
        if (node <= SharingNodes)
            Run(start[0], start[1..]);
        else
            Run("unshare", ["--mount", "--propagation", "private", .. start]);
    }

    /// <summary>Puts an empty file system over folders, for the nodes of the partition <see cref="Apart"/> alone: they do not see what is in them any more.</summary>
    public void Hide(params IEnumerable<string> folders)
    {
        foreach (var folder in folders)
        {
            for (var node = SharingNodes + 1; node <= Nodes; node++)
                Run("nsenter", "--target", ProcessOf(NameOf(node)).ToString(CultureInfo.InvariantCulture), "--mount", "mount", "-t", "tmpfs", "none", folder);
        }
    }

    /// <summary>Ends a node with all that it runs, as a loss of power does, and tells the controller, which would take half a minute to notice.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="job">A process that runs there.</param>
    public void KillNode(string name, int job)
    {
        Kill(ProcessOf(name));
        var running = new Stack<int>([job]);
        while (NameOfProcess(running.Peek()) != "slurmstepd")
            running.Push(ParentOf(running.Peek()));

        foreach (var id in running)
            Kill(id);

        Run("scontrol", "update", "NodeName=" + name, "State=DOWN", "Reason=killed");
    }

    /// <summary>Asks all processes of a job to end.</summary>
    public static void Terminate(string job) => Run("scancel", "--full", "--signal=TERM", job);

    private int ProcessOf(string node) => int.Parse(File.ReadAllText(PathOf($"slurmd.{node}.pid")).Trim(), CultureInfo.InvariantCulture);

    /// <summary>Starts all nodes that were killed, and waits for them.</summary>
    public void RestoreNodes()
    {
        for (var node = 1; node <= Nodes; node++)
        {
            if (!Ask("pgrep", "-f", $"slurmd -f {Configuration} -N {NameOf(node)}$").Split('\n').Any(line => line.Length > 0))
                StartNode(node);
        }

        WaitUntil(() =>
        {
            Ask("scontrol", "update", "NodeName=ALL", "State=RESUME");
            return Ask("sinfo", "--noheader", "--Node", "--format=%T").Split('\n').Count(state => state is "idle" or "mixed" or "allocated") == Nodes;
        });
    }

    /// <summary>Jobs that are submitted from now on wait.</summary>
    public void KeepJobsWaiting() => Run("scontrol", "update", "PartitionName=main", "State=DOWN");

    /// <summary>They start.</summary>
    public void LetJobsStart() => Run("scontrol", "update", "PartitionName=main", "State=UP");

    /// <summary>What the queue shows, in a format of <c>squeue</c>, a line each.</summary>
    public static string[] Queue(string format, params string[] arguments) =>
        Ask("squeue", ["--noheader", "--array", "--format=" + format, .. arguments]).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!IsInstalled)
            return;

        Ask("scancel", "--full", "--user=root");
        foreach (var pidFile in Directory.GetFiles(_directory, "*.pid"))
        {
            if (int.TryParse(File.ReadAllText(pidFile), NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var id))
                Kill(id);
        }

        Environment.SetEnvironmentVariable(ConfigurationVariable, null);
        Directory.Delete(_directory, recursive: true);
    }

    private static string NameOf(int node) => string.Create(CultureInfo.InvariantCulture, $"n{node}");

    private static string NameOfProcess(int process) => File.ReadAllText($"/proc/{process}/comm").Trim();

    private static int ParentOf(int process) =>
        int.Parse(File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith("PPid:", StringComparison.Ordinal))[5..].Trim(), CultureInfo.InvariantCulture);

    private static void Kill(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            process.Kill();
            process.WaitForExit();
        }
        catch (ArgumentException)
        {
            // It has ended.
        }
    }

    private static void Run(string name, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(name, arguments))!;
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{name} ended with {process.ExitCode}.");
    }

    private static string Ask(string name, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(name, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        process.WaitForExit();
        return (output.GetAwaiter().GetResult() + (process.ExitCode == 0 ? "" : error.GetAwaiter().GetResult())).TrimEnd();
    }

    // Each question is a process of its own, which waits for the controller: this is no busy loop.
    private static void WaitUntil(Func<bool> isReady)
    {
        var clock = Stopwatch.StartNew();
        while (!isReady())
        {
            if (clock.Elapsed > Hang)
                throw new TimeoutException("Slurm does not come up.");
        }
    }

    private string PathOf(string name) => Path.Combine(_directory, name);

    private string Text() => $"""
        ClusterName=test
        SlurmctldHost=localhost
        SlurmctldPort={_firstPort}
        SlurmUser=root
        AuthType=auth/munge
        AuthInfo=socket={PathOf("munge.sock")},cred_expire=5
        StateSaveLocation={PathOf("state")}
        SlurmdSpoolDir={PathOf("spool")}/%n
        SlurmctldPidFile={PathOf("slurmctld.pid")}
        SlurmdPidFile={PathOf("slurmd.%n.pid")}
        SlurmctldLogFile={PathOf("log/slurmctld.log")}
        SlurmdLogFile={PathOf("log/slurmd.%n.log")}
        ProctrackType=proctrack/linuxproc
        ReturnToService=2
        SlurmdParameters=config_overrides
        SelectType=select/cons_tres
        SelectTypeParameters=CR_CPU_Memory
        DefMemPerCPU=500
        EnforcePartLimits=ALL
        SchedulerParameters=sched_min_interval=0,batch_sched_delay=0,bf_interval=1
        JobAcctGatherType=jobacct_gather/linux
        JobAcctGatherFrequency=task=1
        JobAcctGatherParams=OverMemoryKill
        KillWait=5
        SlurmdTimeout=10
        NodeName=n[1-{Nodes}] NodeHostname=localhost NodeAddr=127.0.0.1 Port=[{_firstPort + 1}-{_firstPort + Nodes}] CPUs={ProcessorsOfNode} RealMemory=16000 State=UNKNOWN
        PartitionName=main Nodes=n[1-{SharingNodes}] Default=YES MaxTime=INFINITE State=UP
        PartitionName={Apart} Nodes=n[{SharingNodes + 1}-{Nodes}] MaxTime=INFINITE State=UP

        """;
}
