using Tango.Core.Tests.Execution.Steps;

namespace Tango.Core.Tests.Engine;

/// <summary>Builds with read-only files, as some version control systems leave them: Windows deletes and replaces no such file by itself, and copies have the attribute.</summary>
[Trait("Speed", "Slow")]
public sealed class ReadOnlyFilesTests : IDisposable
{
    private readonly EngineProject _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task All_that_a_build_wrote_is_replaced()
    {
        await Declare(1).BuildAsync();
        foreach (var path in FilesOf(_project.StateDirectory).Concat(FilesOf(_project.EntryOf("sum"))).Append(_project.PathOf("sum.json")).ToList())
            File.SetAttributes(path, FileAttributes.ReadOnly);

        foreach (var left in (int[])[2, 1])
        {
            await Declare(left).BuildAsync();

            Assert.Equal($"{left + 10}", await File.ReadAllTextAsync(_project.PathOf("sum.json")));
        }
    }

    [Fact]
    public async Task An_entry_is_computed_again()
    {
        await Declare(1).BuildAsync();
        var entry = _project.EntryOf("sum");
        foreach (var path in FilesOf(entry))
            File.SetAttributes(path, FileAttributes.ReadOnly);

        var (_, events) = await Declare(1).BuildAsync(_project.Request with { Force = ["sum"] });

        Assert.Equal(["sum"], events.Completed);
        Assert.Equal("11", await File.ReadAllTextAsync(_project.PathOf("sum.json")));
    }

    // The command replaces the first file by another, and its folder's copy of the second is read-only too.
    [Fact]
    public async Task Outputs_of_a_command_are_emptied_restored_and_removed()
    {
        var isWindows = OperatingSystem.IsWindows();
        var make = isWindows ? "copy /y in.txt out\\a.txt >nul& copy /y in.txt out\\b.txt >nul& attrib +r out\\a.txt& attrib +r out\\b.txt" : "cp in.txt out/a.txt; cp in.txt out/b.txt; chmod a-w out/*";
        foreach (var content in (string[])["one", "two", "one"])
        {
            File.WriteAllText(_project.PathOf("in.txt"), content);
            await _project.DeclareAnew().DeclareCommand("make", make, "Inputs=in.txt", "Outputs=out/").BuildAsync();

            Assert.Equal((content, content), (await File.ReadAllTextAsync(_project.PathOf("out/a.txt")), await File.ReadAllTextAsync(_project.PathOf("out/b.txt"))));
        }
    }

    private EngineProject Declare(int left) => _project.DeclareAnew().Declare<Plus>("sum", $"Left={left}", "Right=10", "ExportTo=sum.json");

    private static string[] FilesOf(string folder) => Directory.GetFiles(folder, "*", SearchOption.AllDirectories);
}
