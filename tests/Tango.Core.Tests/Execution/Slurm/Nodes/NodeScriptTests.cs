using System.Diagnostics;
using Tango.Build.TestKit;
using Tango.Caching.Remote;
using Tango.Execution.Slurm.Nodes;
using Tango.Execution.Worker;
using Tango.IO;

namespace Tango.Core.Tests.Execution.Slurm.Nodes;

/// <summary>What a job does before anything of Tango is on its node, with a program that only prints how it was started.</summary>
public sealed class NodeScriptTests : IAsyncLifetime, IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly FileServer _server = FileServer.Start();
    private readonly Lazy<string> _user = new(() =>
    {
        using var id = Process.Start(new ProcessStartInfo("id", ["-u"]) { RedirectStandardOutput = true })!;
        return id.StandardOutput.ReadToEnd().Trim();
    });

    private string _sha256 = "";

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _server.DisposeAsync();

    public void Dispose() => _directory.Dispose();

    [NodeToolsTheory]
    [InlineData(null, "job-0")]
    [InlineData("0", "job-0")]
    [InlineData("2", "job-2")]
    public async Task It_starts_the_program_that_it_fetched_and_leaves_nothing(string? index, string job)
    {
        var ran = await RunAsync(await SendAsync(), index);

        var folder = ran.Output.Split('|')[2][..^"/program/0/App.deps.json".Length];
        string[] program = ["exec", "--depsfile", $"{folder}/program/0/App.deps.json", $"{folder}/worker/Tango.Worker.dll"];
        Assert.Equal(string.Join('|', [.. program, WorkerProtocol.Node, folder, job, DotNet, .. program, "the worker"]), ran.Output);
        Assert.Equal(7, ran.ExitCode);
        Assert.StartsWith(Temporary + "/", folder, StringComparison.Ordinal);
        Assert.Equal([Programs], Directory.GetFileSystemEntries(Temporary));
        Assert.Equal([_sha256 + ".tar.gz"], Directory.GetFileSystemEntries(Programs).Select(path => Path.GetFileName(path)));
    }

    [NodeToolsTheory]
    [InlineData(Kept.Whole, 0)]
    [InlineData(Kept.Cut, 1)]
    [InlineData(Kept.Empty, 1)]
    [InlineData(Kept.Removed, 1)]
    [InlineData(Kept.BehindLink, 1)]
    [InlineData(Kept.NoFolder, 1)]
    public async Task A_program_that_a_node_has_is_not_fetched_again_if_it_is_that_program(Kept kept, int fetched)
    {
        var variables = await SendAsync();
        await RunAsync(variables, index: null);
        var before = _server.Count("GET");
        var archive = Path.Combine(Programs, _sha256 + ".tar.gz");
        switch (kept)
        {
            case Kept.Cut: await File.WriteAllBytesAsync(archive, (await File.ReadAllBytesAsync(archive))[..^1]); break;
            case Kept.Empty: await File.WriteAllTextAsync(archive, ""); break;
            case Kept.Removed: File.Delete(archive); break;
            case Kept.BehindLink:
                Directory.Move(Programs, _directory.PathOf("others"));
                Directory.CreateSymbolicLink(Programs, _directory.PathOf("others"));
                break;
            case Kept.NoFolder:
                Directory.Delete(Programs, recursive: true);
                await File.WriteAllTextAsync(Programs, "a file");
                break;
        }

        var ran = await RunAsync(variables, index: null);

        Assert.Equal((7, ""), (ran.ExitCode, ran.Error));
        Assert.Equal(fetched, _server.Count("GET") - before);
    }

    [NodeToolsFact]
    public async Task Jobs_that_fetch_one_program_at_the_same_time_all_start()
    {
        var variables = await SendAsync();
        var all = new CountdownEvent(3);
        var there = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _server.Refuse = async request =>
        {
            if (request.HttpMethod == "GET" && all.Signal())
                there.SetResult();

            await there.Task.WaitAsync(TestLimits.Hang);
            return null;
        };

        var ran = await Task.WhenAll(Enumerable.Range(0, 3).Select(index => RunAsync(variables, $"{index}")));

        Assert.All(ran, job => Assert.Equal((7, ""), (job.ExitCode, job.Error)));
        Assert.Single(Directory.GetFileSystemEntries(Programs));
    }

    [NodeToolsTheory]
    [InlineData(6, true)]
    [InlineData(30, false)]
    public async Task Programs_that_no_job_has_used_for_a_week_are_removed_from_a_node(int days, bool isKept)
    {
        var variables = await SendAsync();
        await RunAsync(variables, index: null);
        var other = Path.Combine(Programs, new string('0', 64) + ".tar.gz");
        await File.WriteAllTextAsync(other, "");
        File.SetLastWriteTimeUtc(other, DateTime.UtcNow.AddDays(-days));
        File.SetLastWriteTimeUtc(Path.Combine(Programs, _sha256 + ".tar.gz"), DateTime.UtcNow.AddDays(-days));

        await RunAsync(variables, index: null);

        Assert.Equal(isKept, File.Exists(other));
        Assert.True(File.Exists(Path.Combine(Programs, _sha256 + ".tar.gz")));
    }

    [NodeToolsTheory]
    [InlineData(Fault.NoProgram, "could not fetch the program")]
    [InlineData(Fault.OtherProgram, "fetched another program")]
    [InlineData(Fault.CutProgram, "fetched another program")]
    [InlineData(Fault.NotPacked, "could not unpack the program")]
    [InlineData(Fault.NoDotNet, "found no dotnet")]
    public async Task A_stage_that_fails_has_an_exit_code_of_its_own_and_leaves_nothing(Fault fault, string said)
    {
        var variables = await SendAsync();
        var (name, packed) = _server.Files.Single();
        switch (fault)
        {
            case Fault.NoProgram: _server.Files.Clear(); break;
            case Fault.OtherProgram: _server.Files[name] = [.. packed, 0]; break;
            case Fault.CutProgram: _server.Files[name] = packed[..^1]; break;
            case Fault.NotPacked: (_server.Files[name], _sha256) = ("text"u8.ToArray(), FileDigest.Compute("text"u8).Sha256); break;
            case Fault.NoDotNet: File.Delete(DotNet); break;
        }

        var ran = await RunAsync(variables, index: null, path: fault == Fault.NoDotNet ? ToolsOnly() : null);

        Assert.Equal("", ran.Output);
        Assert.StartsWith(said, NodeScript.Describe(ran.ExitCode), StringComparison.Ordinal);
        Assert.Equal([Programs], Directory.GetFileSystemEntries(Temporary));
        Assert.Equal(fault == Fault.NoDotNet ? 1 : 0, Directory.GetFileSystemEntries(Programs).Length);
    }

    [NodeToolsFact]
    public async Task A_folder_for_temporary_files_that_only_the_machine_that_builds_has_is_not_used()
    {
        var ran = await RunAsync(await SendAsync(), index: null, temporary: _directory.PathOf("none"));

        Assert.Equal(7, ran.ExitCode);
        Assert.DoesNotContain(_directory.PathOf("none"), ran.Output, StringComparison.Ordinal);
    }

    [NodeToolsFact]
    public async Task What_a_step_makes_has_the_permissions_that_it_has_elsewhere_and_its_folder_is_private()
    {
        var variables = await SendAsync();
        _directory.Write("dotnet", "#!/bin/sh\numask\nls -ld \"$PWD\" | cut -c 1-10\n");

        var ran = await RunAsync(variables, index: null);

        Assert.Equal((await ProgramOutput.RunAsync(new ProcessStartInfo("/bin/sh"), "umask", TestLimits.Hang, CancellationToken.None)).Output + "drwx------\n", ran.Output);
    }

    [NodeToolsTheory]
    [InlineData("tango.n1.abcdefgh", 8, null, false)]
    [InlineData("tango.n1.abcdefgh", 6, null, true)]
    [InlineData("tango.n1.abcdefgh", 8, "alive", true)]
    [InlineData("tango.n2.abcdefgh", 8, null, true)]
    [InlineData("tango.n1.abc", 8, null, true)]
    [InlineData("other", 8, null, true)]
    public async Task Folders_of_jobs_that_were_killed_on_this_node_are_removed_after_a_week(string name, int days, string? process, bool isKept)
    {
        var left = Directory.CreateDirectory(Path.Combine(Temporary, name)).FullName;
        await File.WriteAllTextAsync(Path.Combine(left, "pid"), process is null ? "2147483647\n" : $"{Environment.ProcessId}\n");
        Directory.SetLastWriteTimeUtc(left, DateTime.UtcNow.AddDays(-days));

        Assert.Equal(7, (await RunAsync(await SendAsync(), index: null)).ExitCode);

        Assert.Equal(isKept, Directory.Exists(left));
    }

    [NodeToolsFact]
    public async Task A_node_keeps_the_last_twenty_programs()
    {
        var variables = await SendAsync();
        await RunAsync(variables, index: null);
        for (var other = 0; other < 25; other++)
        {
            var path = Path.Combine(Programs, $"{other:x64}.tar.gz");
            await File.WriteAllTextAsync(path, "");
            File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddHours(-1 - other));
        }

        await RunAsync(variables, index: null);

        Assert.Equal([.. Enumerable.Range(0, 19).Select(other => $"{other:x64}.tar.gz"), _sha256 + ".tar.gz"], Directory.GetFiles(Programs).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    public enum Fault
    {
        NoProgram,
        OtherProgram,
        CutProgram,
        NotPacked,
        NoDotNet,
    }

    public enum Kept
    {
        Whole,
        Cut,
        Empty,
        Removed,
        BehindLink,
        NoFolder,
    }

    private string ToolsOnly()
    {
        foreach (var tool in (string[])["curl", "tar", "gzip", "mktemp", "sha256sum", "rm", "sh", "id", "mkdir", "mv", "touch", "find", "ls", "tail", "cat"])
            File.CreateSymbolicLink(Path.Combine(Directory.CreateDirectory(_directory.PathOf("tools")).FullName, tool), ProgramPath.Find(tool)!);

        return _directory.PathOf("tools");
    }

    private string Temporary => Directory.CreateDirectory(_directory.PathOf("tmp of the \"node\" \\alice 'ü;%41")).FullName;

    private string Programs => Path.Combine(Temporary, "tango-programs-" + _user.Value);

    private string DotNet => _directory.PathOf("dotnet");

    private async Task<IReadOnlyDictionary<string, string>> SendAsync()
    {
        _directory.Write("dotnet", "#!/bin/sh\nprintf '%s|' \"$@\"\ncat worker/Tango.Worker.dll\nexit 7\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(DotNet, PermissionBits.All);

        var program = new NodeProgram([], NodeProgramFiles());
        using var store = new NodeStore(new RemoteCacheSettings(_server.Address), _directory.PathOf("spool"));
        _sha256 = await store.PutByDigestAsync(NodeNames.Program, stream => program.PackAsync(stream, CancellationToken.None), CancellationToken.None);
        return await store.EnvironmentWithAsync(NodeNames.Program(_sha256), CancellationToken.None);
    }

    private System.Collections.Immutable.ImmutableSortedDictionary<string, string> NodeProgramFiles() =>
        System.Collections.Immutable.ImmutableSortedDictionary<string, string>.Empty.Add("worker/Tango.Worker.dll", _directory.Write("worker.txt", "the worker"));

    private Task<ProgramOutput> RunAsync(IReadOnlyDictionary<string, string> variables, string? index, string? path = null, string? temporary = null)
    {
        var start = new ProcessStartInfo("/bin/sh");
        foreach (var (name, value) in variables)
            start.Environment[name] = value;

        start.Environment["TMPDIR"] = temporary ?? Temporary;
        start.Environment["PATH"] = path ?? Environment.GetEnvironmentVariable("PATH");
        start.Environment["SLURM_ARRAY_TASK_ID"] = index;
        start.Environment["SLURMD_NODENAME"] = "n1";
        var script = NodeScript.Of(DotNet, ["exec", "--depsfile", "program/0/App.deps.json", "worker/Tango.Worker.dll"], _sha256, ["job-0", "job-1", "job-2"]);
        return ProgramOutput.RunAsync(start, script, TestLimits.Hang, CancellationToken.None);
    }
}
