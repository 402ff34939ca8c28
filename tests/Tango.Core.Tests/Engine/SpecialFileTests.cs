using Tango.Core.Tests.Execution;
using Tango.Core.Tests.Execution.Steps;
using Tango.Core.Tests.IO;
using Tango.IO;
using Tango.Runs;

namespace Tango.Core.Tests.Engine;

/// <summary>A pipe, a socket, a device or a directory in place of a file that builds write: never opened, so no build waits for its other end.</summary>
[Trait("Speed", "Slow")]
public sealed class SpecialFileTests : IDisposable
{
    private readonly EngineProject _project = new();

    public SpecialFileTests() => _project.Declare<Constant>("one", "Value=1").Declare<Plus>("sum", "Left=ref:one", "Right=2");

    public void Dispose() => _project.Dispose();

    [Theory]
    [InlineData("metadata.json", SpecialFiles.Pipe)]
    [InlineData("metadata.json", SpecialFiles.Socket)]
    [InlineData("metadata.json", SpecialFiles.LinkToDevice)]
    [InlineData("metadata.json", SpecialFiles.LinkToPipe)]
    [InlineData("metadata.json", SpecialFiles.DanglingLink)]
    [InlineData("metadata.json", SpecialFiles.LinkToItself)]
    [InlineData("metadata.json", "directory")]
    public async Task In_place_of_an_entrys_metadata_it_makes_the_entry_incomplete(string name, string kind)
    {
        if (OperatingSystem.IsWindows())
            return;

        await _project.BuildAsync();
        Put(kind, Path.Combine(_project.EntryOf("sum"), name));

        var (result, _) = await _project.BuildAsync().WaitAsync(TestLimits.Hang);

        Assert.Equal([StepState.Cached, StepState.Ran], result.Steps.Select(step => step.State));
        Assert.Equal(3, await _project.ResultAsync<int>("sum"));
    }

    [Theory]
    [InlineData("plan.json", SpecialFiles.Pipe)]
    [InlineData("run.log", SpecialFiles.Pipe)]
    [InlineData("run.log", SpecialFiles.LinkToPipe)]
    [InlineData("../project/runs/*", SpecialFiles.Pipe)]
    [InlineData("up-to-date.bin", SpecialFiles.Pipe)]
    [InlineData("step-types.bin", SpecialFiles.Pipe)]
    [InlineData("pipeline.bin", SpecialFiles.Socket)]
    [InlineData("input-hashes.bin", SpecialFiles.Pipe)]
    [InlineData("history.bin", SpecialFiles.Pipe)]
    [InlineData("history.bin", SpecialFiles.LinkToDevice)]
    [InlineData("code.bin", SpecialFiles.Pipe)]
    [InlineData("CACHE/.roots/*", SpecialFiles.Pipe)]
    public async Task In_place_of_saved_state_it_is_replaced_or_ignored(string name, string kind)
    {
        if (OperatingSystem.IsWindows())
            return;

        await _project.BuildAsync();
        var path = Path.GetFullPath(name.Replace("CACHE", _project.Request.CacheDirectory, StringComparison.Ordinal), _project.StateDirectory);
        Put(kind, path.EndsWith('*') ? Directory.GetFiles(Path.GetDirectoryName(path)!).Single() : path);
        _project.Declare<Constant>("two", "Value=2");

        var (result, _) = await _project.BuildAsync().WaitAsync(TestLimits.Hang);

        Assert.Equal([StepState.Cached, StepState.Cached, StepState.Ran], result.Steps.Select(step => step.State));
        Assert.Empty(result.Diagnostics);
        var (_, next) = await _project.BuildAsync().WaitAsync(TestLimits.Hang);
        Assert.Empty(next.All);
    }

    [Theory]
    [InlineData(".lock", SpecialFiles.Pipe)]
    [InlineData(".lock", SpecialFiles.LinkToDevice)]
    [InlineData(".lock", "directory")]
    [InlineData("log.txt", SpecialFiles.Pipe)]
    [InlineData("log.txt", SpecialFiles.Socket)]
    [InlineData("log.txt", SpecialFiles.LinkToDevice)]
    [InlineData("log.txt", SpecialFiles.DanglingLink)]
    [InlineData("log.txt", "directory")]
    [InlineData("work", SpecialFiles.Pipe)]
    [InlineData("work", SpecialFiles.Socket)]
    [InlineData("work", SpecialFiles.LinkToDevice)]
    [InlineData("work", SpecialFiles.DanglingLink)]
    [InlineData("work", "file")]
    public async Task In_place_of_what_a_step_needs_while_it_runs_it_is_told_or_replaced(string name, string kind)
    {
        if (OperatingSystem.IsWindows())
            return;

        var path = Path.Combine(_project.EntryOf("one"), name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        Put(kind, path);

        var (result, _) = await _project.BuildAsync().WaitAsync(TestLimits.Hang);

        Assert.Equal(name == ".lock" ? ["TANGO0309"] : [], result.Diagnostics.Select(diagnostic => diagnostic.Code));
        Assert.Equal(3, await _project.ResultAsync<int>("sum"));
    }

    [Theory]
    [InlineData("file")]
    [InlineData(SpecialFiles.Pipe)]
    [InlineData(SpecialFiles.DanglingLink)]
    [InlineData(SpecialFiles.LinkToItself)]
    public async Task In_place_of_the_folder_of_roots_it_is_one_warning(string kind)
    {
        if (OperatingSystem.IsWindows())
            return;

        Directory.CreateDirectory(_project.Request.CacheDirectory);
        Put(kind, Path.Combine(_project.Request.CacheDirectory, ".roots"));

        var (result, _) = await _project.BuildAsync().WaitAsync(TestLimits.Hang);

        Assert.Equal("TANGO0318", Assert.Single(result.Diagnostics).Code);
        Assert.Contains("/.roots' cannot be written", result.Diagnostics[0].Message, StringComparison.Ordinal);
        Assert.True(_project.IsConfirmed());
    }

    [Theory]
    [InlineData(SpecialFiles.DanglingLink)]
    [InlineData(SpecialFiles.LinkToItself)]
    [InlineData(SpecialFiles.LinkToPipe)]
    [InlineData(SpecialFiles.LinkToDevice)]
    [InlineData(SpecialFiles.Pipe)]
    [InlineData(SpecialFiles.Socket)]
    [InlineData("file")]
    [InlineData("link to a folder")]
    [InlineData("folder")]
    public async Task In_place_of_an_entry_it_is_left_alone(string kind)
    {
        if (OperatingSystem.IsWindows())
            return;

        var entry = _project.EntryOf("one");
        Directory.CreateDirectory(Path.GetDirectoryName(entry)!);
        _project.Write("v/keep.txt", "");
        _project.Write("v/sub/keep.txt", "");
        if (kind == "link to a folder")
            Directory.CreateSymbolicLink(entry, _project.PathOf("v"));
        else if (kind == "folder")
            Directory.Move(_project.PathOf("v"), entry);
        else
            Put(kind, entry);

        var before = Show(entry);

        var (result, events) = await _project.BuildAsync().WaitAsync(TestLimits.Hang);

        Assert.Equal(("TANGO0309", "one"), (Assert.Single(result.Diagnostics).Code, result.Diagnostics[0].Subject.Step));
        Assert.Equal(["one", "sum"], events.Completed);
        Assert.Equal(3, await _project.ResultAsync<int>("sum"));
        Assert.Equal(before, Show(entry));
    }

    private static string Show(string path)
    {
        var inside = FileStatus.Read(path).Kind == FileKind.Directory ? Directory.GetFileSystemEntries(path, "*", SearchOption.AllDirectories) : [];
        return string.Join('\n', inside.Order(StringComparer.Ordinal).Prepend($"{FileStatus.ReadLink(path).Kind} {FolderLinks.TargetOf(path)}"));
    }

    private static void Put(string kind, string path)
    {
        File.Delete(path);
        if (kind == "directory")
            Directory.CreateDirectory(path);
        else if (kind == "file")
            File.WriteAllText(path, "");
        else
            SpecialFiles.Make(kind, path);
    }
}
