using Tango.Core.Tests.Execution;
using Tango.Core.Tests.Execution.Steps;
using Tango.Engine;

namespace Tango.Core.Tests.Engine.Outputs;

/// <summary>Builds that compare exports with what is there, as servers do with exports that are committed.</summary>
[Trait("Speed", "Slow")]
public sealed class VerifiedExportTests : IDisposable
{
    private readonly EngineProject _project = new();

    private PipelineRequest Verifying => _project.Request with { VerifyExports = true, OutputFolders = [_project.PathOf("bin"), _project.PathOf("obj")] };

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task Equal_exports_are_no_error_and_are_compared_again_when_they_change()
    {
        DeclareText("built");
        await _project.BuildAsync();

        var (result, _) = await _project.BuildAsync(Verifying);

        Assert.Equal([_project.PathOf("gen/a.txt")], result.Steps[0].ExportedFiles);
        Assert.True(_project.IsConfirmed(Verifying));
        _project.Write("gen/a.txt", "edited");
        Assert.False(_project.IsConfirmed(Verifying));
        Assert.Equal("TANGO0408", Assert.Single((await VerifyAsync()).Diagnostics).Code);
        Assert.Equal("TANGO0408", Assert.Single((await VerifyAsync()).Diagnostics).Code);
    }

    [Fact]
    public async Task What_an_ordinary_build_found_up_to_date_is_compared_all_the_same()
    {
        DeclareText("built");
        await _project.BuildAsync();
        Assert.True(_project.IsConfirmed());

        Assert.False(_project.IsConfirmed(Verifying));
    }

    [Theory]
    [InlineData("text\n", null, "it is missing")]
    [InlineData("text\n", "", "line 1 differs")]
    [InlineData("text\n", "text\nmore\n", "line 2 differs")]
    [InlineData("text\n", "text\r\n", "only its line ends")]
    [InlineData("te\0xt", "te\0x", "it has 4 bytes, and the result 5")]
    public async Task A_file_that_differs_is_named_and_left(string built, string? there, string what)
    {
        DeclareText(built);
        if (there is not null)
            _project.Write("gen/a.txt", there);

        var result = await VerifyAsync();

        var error = Assert.Single(result.Diagnostics);
        Assert.Equal(("TANGO0408", "step", "ExportTo"), (error.Code, error.Subject.Step, error.Subject.Argument));
        Assert.StartsWith($"'{_project.PathOf("gen/a.txt")}' differs from the result of step 'step': {what}", error.Message, StringComparison.Ordinal);
        Assert.Equal(there, File.Exists(_project.PathOf("gen/a.txt")) ? File.ReadAllText(_project.PathOf("gen/a.txt")) : null);
        Assert.Null(result.Steps[0].ExportedTo);
    }

    // Files of the folder that are no part of the result count where the folder is the step's from the start.
    [Theory]
    [InlineData("Replace", "gen/many", true)]
    [InlineData("Protect", "gen/many", false)]
    [InlineData("Replace", "gen/many/", true)]
    public async Task Each_file_of_a_directory_that_differs_is_named(string mode, string exportTo, bool findsExtra)
    {
        _project.Declare<WritesManyFiles>("step", "Count=3", "ExportTo=" + exportTo, "ExportMode=" + mode);
        _project.Write("gen/many/0.txt", "0");
        _project.Write("gen/many/1.txt", "edited");
        _project.Write("gen/many/old/9.txt", "9");
        _project.Write("gen/many/.gitattributes", "* text eol=lf");

        var result = await VerifyAsync();

        string[] expected = ["1.txt Changed", "2.txt Missing", .. findsExtra ? (string[])["9.txt Extra"] : []];
        Assert.Equal(expected, result.Diagnostics.Select(error => NameAndKind(error.Message)));
        Assert.False(File.Exists(_project.PathOf("gen/many/2.txt")));
        Assert.True(File.Exists(_project.PathOf("gen/many/old/9.txt")));
    }

    [Fact]
    public async Task What_another_step_exports_into_the_same_folder_is_no_error()
    {
        _project
            .Declare<WritesManyFiles>("many", "Count=1", "ExportTo=gen/", "ExportMode=Replace")
            .Declare<Writes>("one", "Text=one", "ExportTo=gen/one.txt", "ExportMode=Replace");
        await _project.BuildAsync();

        Assert.Empty((await VerifyAsync()).Diagnostics);
    }

    [Fact]
    public async Task What_goes_to_the_build_s_own_output_is_exported_as_always()
    {
        _project.Declare<Writes>("step", "Text=built", "ExportTo=bin/a.txt").Declare<Writes>("other", "Text=built", "ExportTo=bin-too/a.txt");

        var result = await VerifyAsync();

        Assert.Equal("other", Assert.Single(result.Diagnostics).Subject.Step);
        Assert.Equal("built", File.ReadAllText(_project.PathOf("bin/a.txt")));
        Assert.False(File.Exists(_project.PathOf("bin-too/a.txt")));
    }

    // Usually they are not under version control: only what is there and differs is a mistake, unless the command says that it is.
    [ShTheory]
    [InlineData("Protect", null, false)]
    [InlineData("Protect", "built\n", false)]
    [InlineData("Protect", "edited\n", true)]
    [InlineData("Replace", null, true)]
    [InlineData("Replace", "built\n", false)]
    [InlineData("Replace", "edited\n", true)]
    public async Task Outputs_of_a_command_that_are_another_file_are_named(string mode, string? there, bool isMistake)
    {
        _project.DeclareCommand("step", "echo built > gen/a.txt", "Outputs=gen/a.txt", "ExportMode=" + mode);

        // It runs, and has replaced what was there; then it is in the cache, and what is there stays.
        foreach (var isCached in (bool[])[false, true])
        {
            Directory.CreateDirectory(_project.PathOf("gen"));
            File.Delete(_project.PathOf("gen/a.txt"));
            if (there is not null)
                _project.Write("gen/a.txt", there);

            var result = await VerifyAsync();

            Assert.Equal(isMistake ? ["TANGO0408"] : [], result.Diagnostics.Select(diagnostic => diagnostic.Code));
            Assert.Equal(isMistake && isCached ? there : "built\n", File.Exists(_project.PathOf("gen/a.txt")) ? File.ReadAllText(_project.PathOf("gen/a.txt")) : null);
        }
    }

    [ShFact]
    public async Task A_difference_of_a_cached_command_is_reported_once_though_others_run()
    {
        _project.DeclareCommand("step", "echo built > gen/a.txt", "Outputs=gen/a.txt");
        await _project.BuildAsync();
        _project.Write("gen/a.txt", "edited");
        _project.DeclareCommand("other", "echo hello");

        Assert.Equal("TANGO0408", Assert.Single((await VerifyAsync()).Diagnostics).Code);
    }

    [Theory]
    [InlineData("replace", true)]
    [InlineData(" Replace ", true)]
    [InlineData("Protect", false)]
    public async Task A_step_s_mode_says_whose_a_file_is(string mode, bool isReplaced)
    {
        _project.Declare<Writes>("step", "Text=built", "ExportTo=gen/a.txt", "ExportMode=" + mode);
        _project.Write("gen/a.txt", "committed");

        var result = await EngineBuild.RunAsync(_project.Request with { MayReplace = (_, its) => its == Tango.Graph.Exports.ExportMode.Replace }, new RecordedEvents());

        Assert.Equal(isReplaced ? [] : ["TANGO0406"], result.Diagnostics.Select(diagnostic => diagnostic.Code));
        Assert.Equal(isReplaced ? "built" : "committed", File.ReadAllText(_project.PathOf("gen/a.txt")));
    }

    [Fact]
    public async Task An_unknown_mode_is_an_error()
    {
        _project.Declare<Writes>("step", "Text=built", "ExportTo=gen/a.txt", "ExportMode=Overwrite");

        var error = Assert.Single((await EngineBuild.RunAsync(_project.Request, new RecordedEvents())).Diagnostics);

        Assert.Equal(("TANGO0013", "ExportMode"), (error.Code, error.Subject.Argument));
    }

    private void DeclareText(string text) => _project.Declare<Writes>("step", "Text=" + text, "ExportTo=gen/a.txt");

    private Task<PipelineResult> VerifyAsync() => EngineBuild.RunAsync(Verifying, new RecordedEvents());

    private static string NameAndKind(string message) => Path.GetFileName(message.Split("' differs")[0])
        + (message.Contains("is missing", StringComparison.Ordinal) ? " Missing" : message.Contains("not part of the result", StringComparison.Ordinal) ? " Extra" : " Changed");
}
