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

    [Theory]
    [InlineData(null, "job-0")]
    [InlineData("0", "job-0")]
    [InlineData("2", "job-2")]
    public async Task It_starts_the_program_that_it_fetched_and_leaves_nothing(string? index, string job)
    {
        if (OperatingSystem.IsWindows() || ProgramPath.Find("curl") is null)
            return;

        var ran = await RunAsync(await SendAsync(), index);

        var folder = ran.Output.Split('|')[2][..^"/program/0/App.deps.json".Length];
        string[] program = ["exec", "--depsfile", $"{folder}/program/0/App.deps.json", $"{folder}/worker/Tango.Worker.dll"];
        Assert.Equal(string.Join('|', [.. program, WorkerProtocol.Node, folder, job, DotNet, .. program, "the worker"]), ran.Output);
        Assert.Equal(7, ran.ExitCode);
        Assert.StartsWith(Temporary + "/", folder, StringComparison.Ordinal);
        Assert.Equal([Programs], Directory.GetFileSystemEntries(Temporary));
        Assert.Equal([_sha256 + ".tar.gz"], Directory.GetFileSystemEntries(Programs).Select(path => Path.GetFileName(path)));
    }

    [Theory]
    [InlineData(Kept.Whole, 0)]
    [InlineData(Kept.Cut, 1)]
    [InlineData(Kept.Empty, 1)]
    [InlineData(Kept.Removed, 1)]
    [InlineData(Kept.BehindLink, 1)]
    [InlineData(Kept.NoFolder, 1)]
    public async Task A_program_that_a_node_has_is_not_fetched_again_if_it_is_that_program(Kept kept, int fetched)
    {
        if (OperatingSystem.IsWindows() || ProgramPath.Find("curl") is null)
            return;

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

    [Fact]
    public async Task Jobs_that_fetch_one_program_at_the_same_time_all_start()
    {
        if (OperatingSystem.IsWindows() || ProgramPath.Find("curl") is null)
            return;

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

    [Theory]
    [InlineData(6, true)]
    [InlineData(30, false)]
    public async Task Programs_that_no_job_has_used_for_a_week_are_removed_from_a_node(int days, bool isKept)
    {
        if (OperatingSystem.IsWindows() || ProgramPath.Find("curl") is null)
            return;

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

    [Theory]
    [InlineData(Fault.NoProgram, "could not fetch the program")]
    [InlineData(Fault.OtherProgram, "fetched another program")]
    [InlineData(Fault.CutProgram, "fetched another program")]
    [InlineData(Fault.NotPacked, "could not unpack the program")]
    [InlineData(Fault.NoDotNet, "found no dotnet")]
    public async Task A_stage_that_fails_has_an_exit_code_of_its_own_and_leaves_nothing(Fault fault, string said)
    {
        if (OperatingSystem.IsWindows() || ProgramPath.Find("curl") is null)
            return;

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

    [Fact]
    public async Task A_folder_for_temporary_files_that_only_the_machine_that_builds_has_is_not_used()
    {
        if (OperatingSystem.IsWindows() || ProgramPath.Find("curl") is null)
            return;

        var ran = await RunAsync(await SendAsync(), index: null, temporary: _directory.PathOf("none"));

        Assert.Equal(7, ran.ExitCode);
        Assert.DoesNotContain(_directory.PathOf("none"), ran.Output, StringComparison.Ordinal);
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
        foreach (var tool in (string[])["curl", "tar", "gzip", "mktemp", "sha256sum", "rm", "sh", "id", "mkdir", "mv", "touch", "find"])
            File.CreateSymbolicLink(Path.Combine(Directory.CreateDirectory(_directory.PathOf("tools")).FullName, tool), ProgramPath.Find(tool)!);

        return _directory.PathOf("tools");
    }

    private string Temporary => Directory.CreateDirectory(_directory.PathOf("tmp of the node")).FullName;

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
        var script = NodeScript.Of(DotNet, ["exec", "--depsfile", "program/0/App.deps.json", "worker/Tango.Worker.dll"], _sha256, ["job-0", "job-1", "job-2"]);
        return ProgramOutput.RunAsync(start, script, TestLimits.Hang, CancellationToken.None);
    }
}
