using Tango.Core.Tests.Execution;
using Tango.Core.Tests.Execution.Steps;

namespace Tango.Core.Tests.Engine;

/// <summary>A project, its cache and its data on several drives: nothing can be renamed from one to another, and no path leads there from the project.</summary>
[Trait("Speed", "Slow")]
public sealed class OtherDriveTests : IDisposable
{
    private readonly EngineProject _project = new();
    private readonly string? _other;

    // Where the tests lie, if that is not the drive of temporary files.
    public OtherDriveTests()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "other drive", Path.GetRandomFileName());
        if (OperatingSystem.IsWindows() && Path.GetPathRoot(folder) != Path.GetPathRoot(_project.Folder))
            _other = Directory.CreateDirectory(folder).FullName;
    }

    public void Dispose()
    {
        _project.Dispose();
        if (_other is not null)
            Directory.Delete(_other, recursive: true);
    }

    [WindowsFact]
    public async Task The_cache_may_be_on_one()
    {
        if (_other is null)
            return;

        var request = _project.Request with { CacheDirectory = Path.Combine(_other, "cache") };
        _project
            .Declare<Plus>("sum", "Left=1", "Right=10", "ExportTo=sum.json")
            .DeclareCommand("make", "echo made> out\\a.txt& echo tree> out\\tree\\b.txt", "Outputs=out/a.txt;out/tree/");
        request = request with { Declarations = _project.Request.Declarations };

        await _project.BuildAsync(request);
        File.Delete(_project.PathOf("sum.json"));
        Directory.Delete(_project.PathOf("out"), recursive: true);
        var (_, events) = await _project.BuildAsync(request);

        Assert.Empty(events.Completed);
        Assert.Equal("11", await File.ReadAllTextAsync(_project.PathOf("sum.json")));
        Assert.Equal(("made\r\n", "tree\r\n"), (await File.ReadAllTextAsync(_project.PathOf("out/a.txt")), await File.ReadAllTextAsync(_project.PathOf("out/tree/b.txt"))));
    }

    [WindowsFact]
    public async Task A_result_may_be_exported_to_one()
    {
        if (_other is null)
            return;

        _project.Declare<Plus>("sum", "Left=1", "Right=10", "ExportTo=" + Path.Combine(_other, "sum.json"));

        await _project.BuildAsync();

        Assert.Equal("11", await File.ReadAllTextAsync(Path.Combine(_other, "sum.json")));
    }

    [WindowsFact]
    public async Task Data_may_be_on_one_and_has_its_full_path_in_the_id()
    {
        if (_other is null)
            return;

        var data = Path.Combine(_other, "data.txt");
        File.WriteAllText(data, "text");
        _project.Declare<ReadsText>("text", "Path=" + data);

        await _project.BuildAsync();

        Assert.Equal("text", await _project.ResultAsync<string>("text"));
    }
}
