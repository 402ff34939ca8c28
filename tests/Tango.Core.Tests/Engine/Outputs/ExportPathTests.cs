using Tango.Core.Tests.Execution;

namespace Tango.Core.Tests.Engine.Outputs;

/// <summary>What an export finds in its place.</summary>
[Trait("Speed", "Slow")]
public sealed class ExportPathTests : IDisposable
{
    private readonly EngineProject _project = new();

    public void Dispose() => _project.Dispose();

    // A folder that holds nothing but what earlier builds exported is theirs, and makes way for a file.
    [ShTheory]
    [InlineData("", "e/p")]
    [InlineData("e/p/mine.txt", "e/p/result.txt")]
    [InlineData("e/p/deep/mine.txt", "e/p/result.txt")]
    public async Task A_file_takes_the_place_of_an_exported_folder_in_which_nothing_else_is(string mine, string file)
    {
        _project.DeclareCommand("a", "echo 1 > out/x.txt; mkdir out/deep; echo 2 > out/deep/y.txt", "Outputs=out/", "ExportTo=e/p");
        var (first, _) = await _project.BuildAsync();
        if (mine.Length > 0)
            _project.Write(mine, "mine");

        _project.DeclareAnew().DeclareCommand("a", "echo 3", "ExportTo=e/p");
        var (result, _) = await _project.BuildAsync(_project.Request with { IsExport = path => first.Steps[0].ExportedFiles.Contains(path) });

        Assert.Equal([_project.PathOf(file)], result.Steps[0].ExportedFiles);
        Assert.Equal("3", File.ReadAllText(_project.PathOf(file)));
        Assert.Equal(mine.Length > 0, mine.Length > 0 && File.Exists(_project.PathOf(mine)));
    }

    [ShFact]
    public async Task A_file_goes_into_a_folder_that_was_there()
    {
        Directory.CreateDirectory(_project.PathOf("e/p"));
        _project.DeclareCommand("a", "echo 3", "ExportTo=e/p");

        var (result, _) = await _project.BuildAsync(_project.Request with { IsExport = _ => true });

        Assert.Equal([_project.PathOf("e/p/result.txt")], result.Steps[0].ExportedFiles);
    }

    // Of folders and patterns it is known only when the files are there.
    [ShTheory]
    [InlineData("w/", "w/")]
    [InlineData("w/*.txt", "w/result.txt")]
    public async Task An_export_and_an_output_that_are_one_file_are_an_error(string outputs, string exportTo)
    {
        _project
            .DeclareCommand("a", "echo 1 > w/result.txt", "Outputs=" + outputs)
            .DeclareCommand("b", "echo 2", "ExportTo=" + exportTo, "ExportMode=Replace", "DependsOn=a");

        var result = await EngineBuild.RunAsync(_project.Request, new Execution.RecordedEvents());

        var mistake = Assert.Single(result.Diagnostics);
        Assert.Equal(("TANGO0405", "b", "ExportTo"), (mistake.Code, mistake.Subject.Step, mistake.Subject.Argument));
    }
}
