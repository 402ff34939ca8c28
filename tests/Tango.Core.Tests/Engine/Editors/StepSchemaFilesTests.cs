using Tango.Core.Tests.Execution.Steps;

namespace Tango.Core.Tests.Engine.Editors;

public sealed class StepSchemaFilesTests : IDisposable
{
    private readonly EngineProject _project = new();

    private string[] Files => [.. new[] { "steps.buildschema.json", "steps.targets", "steps.targets.buildschema.json" }.Select(name => Path.Combine(_project.StateDirectory, name))];

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task A_build_writes_them_where_they_are_missing_or_differ_and_leaves_them_alone_otherwise()
    {
        _project.Declare<Constant>("numbers", "Value=3");
        await _project.BuildAsync();
        var text = File.ReadAllText(Files[0]);
        Assert.Contains("\"Constant\"", text, StringComparison.Ordinal);
        Assert.Equal(text, File.ReadAllText(Files[2]));
        var written = DateTime.UtcNow.AddDays(-1);
        Array.ForEach(Files, file => File.SetLastWriteTimeUtc(file, written));

        // The same assembly, written again, and another item.
        File.SetLastWriteTimeUtc(_project.Assembly, DateTime.UtcNow.AddMinutes(1));
        await _project.DeclareAnew().Declare<Constant>("numbers", "Value=4").BuildAsync();
        Assert.All(Files, file => Assert.Equal(written, File.GetLastWriteTimeUtc(file)));

        File.Delete(Files[0]);
        await _project.DeclareAnew().Declare<Constant>("numbers", "Value=5").BuildAsync();
        Assert.Equal(text, File.ReadAllText(Files[0]));
        Assert.Equal(written, File.GetLastWriteTimeUtc(Files[2]));
    }

    [Fact]
    public async Task A_build_does_not_fail_where_they_cannot_be_written()
    {
        Directory.CreateDirectory(Path.Combine(Files[1], "a folder in its place"));

        var (result, _) = await _project.Declare<Constant>("numbers", "Value=3").BuildAsync();

        Assert.Empty(result.Diagnostics);
        Assert.False(File.Exists(Files[0]));
    }
}
