using Tango.Execution.Plans;
using Tango.Execution.Slurm.Nodes;
using Tango.Execution.Worker;
using Tango.IO;

namespace Tango.Core.Tests.Execution.Slurm.Nodes;

public sealed class NodeProgramTests : IDisposable
{
    private const string Deps = """
        {
          "targets": { "net10.0": {
            "App/1.0.0": { "runtime": { "App.dll": {} } },
            "Numbers/2.0.0": { "runtime": { "lib/net8.0/Numbers.dll": {} }, "runtimeTargets": { "runtimes/linux-x64/native/numbers.so": {} } },
            "Copied/1.0.0": { "runtime": { "lib/net8.0/Copied.dll": {} } }
          } },
          "libraries": { "App/1.0.0": { "type": "project" }, "Numbers/2.0.0": { "type": "package", "path": "numbers/2.0.0" }, "Copied/1.0.0": { "type": "package", "path": "copied/1.0.0" } }
        }
        """;

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void The_program_the_worker_and_packages_that_are_not_beside_the_program_are_in_the_archive()
    {
        var program = NodeProgram.Collect(Plan(), Worker());

        Assert.Equal(
            [
                "packages/numbers/2.0.0/lib/net8.0/Numbers.dll", "packages/numbers/2.0.0/runtimes/linux-x64/native/numbers.so", "program/0/App.deps.json", "program/0/App.dll",
                "program/0/App.runtimeconfig.json", "program/0/Copied.dll", "program/0/data/names.txt", "worker/Tango.Worker.dll",
            ],
            program.Files.Keys);
        Assert.Equal(
            "exec --depsfile program/0/App.deps.json --runtimeconfig program/0/App.runtimeconfig.json --additionalprobingpath packages worker/Tango.Worker.dll",
            string.Join(' ', program.Arguments));
    }

    [Fact]
    public void Files_of_the_host_outside_of_the_program_and_the_program_as_a_folder_of_packages_stay_what_they_are()
    {
        var deps = _directory.Write("state/worker.deps.json", """{"targets":{},"libraries":{}}""");
        var config = _directory.Write("state/worker.runtimeconfig.json", "{}");
        var plan = Plan();

        var program = NodeProgram.Collect(plan, ["dotnet", "exec", HostOptions.DepsFile, deps, HostOptions.RuntimeConfig, config, HostOptions.ProbingPath, Path.GetDirectoryName(plan.Assembly)!, Worker()[^1]]);

        Assert.Equal(
            "exec --depsfile host/worker.deps.json --runtimeconfig host/worker.runtimeconfig.json --additionalprobingpath program/0 worker/Tango.Worker.dll",
            string.Join(' ', program.Arguments));
    }

    [Theory]
    [InlineData("bin/model.onnx", false)]
    [InlineData("bin/models/one/model.onnx", false)]
    [InlineData("bin/models2/model.onnx", true)]
    [InlineData("bin/publish/App.dll", false)]
    [InlineData("bin/publish/data/names.txt", false)]
    [InlineData("bin/data/publish/App.dll", true)]
    public void What_steps_export_and_what_is_published_is_no_part_of_the_program(string file, bool isPart)
    {
        var worker = Worker();
        _directory.Write("bin/publish/App.dll", "published");
        _directory.Write(file, "text");
        var plan = Plan() with { Slurm = new() { Exports = [_directory.PathOf("bin/model.onnx"), _directory.PathOf("bin/models"), _directory.PathOf("bin") + Path.DirectorySeparatorChar] } };

        Assert.Equal(isPart, NodeProgram.Collect(plan, worker).Files.ContainsValue(_directory.PathOf(file)));
    }

    [Fact]
    public void A_folder_named_publish_without_the_program_is_a_part_of_it()
    {
        var worker = Worker();
        var file = _directory.Write("bin/publish/names.txt", "text");

        Assert.Contains(file, NodeProgram.Collect(Plan(), worker).Files.Values);
    }

    [Fact]
    public async Task The_same_files_make_the_same_archive()
    {
        var first = await PackAsync();
        File.SetLastWriteTimeUtc(_directory.PathOf("bin/App.dll"), DateTime.UnixEpoch);
        var second = await PackAsync();
        _directory.Write("bin/App.dll", "changed");

        Assert.Equal(first, second);
        Assert.NotEqual(first, await PackAsync());
    }

    [Fact]
    public async Task Nothing_in_the_archive_is_of_the_process_that_made_it()
    {
        var program = NodeProgram.Collect(Plan(), Worker());
        using var packed = new MemoryStream();
        await program.PackAsync(packed, CancellationToken.None);
        packed.Position = 0;
        using var tar = new MemoryStream();
        await using (var archive = new System.IO.Compression.GZipStream(packed, System.IO.Compression.CompressionMode.Decompress))
            await archive.CopyToAsync(tar);

        Assert.True(tar.ToArray().AsSpan().IndexOf("PaxHeaders"u8) < 0);
    }

    private async Task<string> PackAsync()
    {
        var program = NodeProgram.Collect(Plan(), Worker());
        using var packed = new MemoryStream();
        await program.PackAsync(packed, CancellationToken.None);
        return FileDigest.Compute(packed.ToArray()).Sha256;
    }

    private ExecutionPlan Plan() => new() { ToolVersion = "1.2.3", Assembly = _directory.PathOf("bin/App.dll") };

    private System.Collections.Immutable.ImmutableArray<string> Worker()
    {
        if (!File.Exists(_directory.PathOf("bin/App.dll")))
        {
            foreach (var name in (string[])["bin/App.dll", "bin/Copied.dll", "bin/data/names.txt", "packages/numbers/2.0.0/lib/net8.0/Numbers.dll", "packages/numbers/2.0.0/runtimes/linux-x64/native/numbers.so", "worker/Tango.Worker.dll"])
                _directory.Write(name, name);

            _directory.Write("bin/App.deps.json", Deps);
            _directory.Write("bin/App.runtimeconfig.json", "{}");
        }

        return
        [
            "dotnet", "exec", HostOptions.DepsFile, _directory.PathOf("bin/App.deps.json"), HostOptions.RuntimeConfig, _directory.PathOf("bin/App.runtimeconfig.json"),
            HostOptions.ProbingPath, _directory.PathOf("packages"), HostOptions.ProbingPath, _directory.PathOf("none"), _directory.PathOf("worker/Tango.Worker.dll"),
        ];
    }
}
