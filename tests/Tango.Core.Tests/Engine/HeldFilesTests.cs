using Tango.Core.Tests.Execution.Steps;

namespace Tango.Core.Tests.Engine;

/// <summary>Builds while editors, indexers and other builds have files of an earlier build open. Only Windows refuses to replace such files.</summary>
[Trait("Speed", "Slow")]
public sealed class HeldFilesTests : IDisposable
{
    private readonly EngineProject _project = new();

    public void Dispose() => _project.Dispose();

    [Theory]
    [InlineData(FileShare.Read | FileShare.Delete)]
    [InlineData(FileShare.ReadWrite | FileShare.Delete)]
    public async Task A_build_replaces_what_somebody_has_open(FileShare share)
    {
        await Declare(left: 1).BuildAsync();
        var files = FilesOf(_project.StateDirectory).Concat(FilesOf(_project.EntryOf("sum"))).Append(_project.PathOf("sum.json")).ToList();
        var held = files.ConvertAll(path => new FileStream(path, FileMode.Open, FileAccess.Read, share));
        try
        {
            foreach (var left in (int[])[2, 1])
            {
                var (result, _) = await Declare(left).BuildAsync();

                Assert.Empty(result.Diagnostics);
                Assert.Equal($"{left + 10}", await File.ReadAllTextAsync(_project.PathOf("sum.json")));
            }
        }
        finally
        {
            held.ForEach(file => file.Dispose());
        }

        Assert.Contains(_project.PlanFile, files);
    }

    private EngineProject Declare(int left) => _project.DeclareAnew().Declare<Plus>("sum", $"Left={left}", "Right=10", "ExportTo=sum.json");

    private static string[] FilesOf(string folder) => Directory.GetFiles(folder, "*", SearchOption.AllDirectories);
}
