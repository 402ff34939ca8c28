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
        Assert.Empty(Directory.GetFileSystemEntries(Temporary));
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
        Assert.Empty(Directory.GetFileSystemEntries(Temporary));
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

    private string ToolsOnly()
    {
        foreach (var tool in (string[])["curl", "tar", "gzip", "mktemp", "sha256sum", "rm", "sh"])
            File.CreateSymbolicLink(Path.Combine(Directory.CreateDirectory(_directory.PathOf("tools")).FullName, tool), ProgramPath.Find(tool)!);

        return _directory.PathOf("tools");
    }

    private string Temporary => Directory.CreateDirectory(_directory.PathOf("tmp of the node")).FullName;

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
