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

    [Fact]
    public async Task Without_the_program_it_ends_and_leaves_nothing()
    {
        if (OperatingSystem.IsWindows() || ProgramPath.Find("curl") is null)
            return;

        var variables = await SendAsync();
        _server.Files.Clear();

        var ran = await RunAsync(variables, index: null);

        Assert.Equal((WorkerProtocol.Misuse, ""), (ran.ExitCode, ran.Output));
        Assert.Empty(Directory.GetFileSystemEntries(Temporary));
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
        return store.EnvironmentWith(NodeNames.Program(await store.PutByDigestAsync(NodeNames.Program, stream => program.PackAsync(stream, CancellationToken.None), CancellationToken.None)));
    }

    private System.Collections.Immutable.ImmutableSortedDictionary<string, string> NodeProgramFiles() =>
        System.Collections.Immutable.ImmutableSortedDictionary<string, string>.Empty.Add("worker/Tango.Worker.dll", _directory.Write("worker.txt", "the worker"));

    private Task<ProgramOutput> RunAsync(IReadOnlyDictionary<string, string> variables, string? index)
    {
        var start = new ProcessStartInfo("/bin/sh");
        foreach (var (name, value) in variables)
            start.Environment[name] = value;

        start.Environment["TMPDIR"] = Temporary;
        start.Environment["SLURM_ARRAY_TASK_ID"] = index;
        var script = NodeScript.Of(DotNet, ["exec", "--depsfile", "program/0/App.deps.json", "worker/Tango.Worker.dll"], ["job-0", "job-1", "job-2"]);
        return ProgramOutput.RunAsync(start, script, TestLimits.Hang, CancellationToken.None);
    }
}
