using Tango.Core.Tests.Execution;
using Tango.Core.Tests.Execution.Steps;
using Tango.Diagnostics;
using Tango.Graph;
using Tango.Graph.Binding;
using Tango.IO;
using Tango.Parameters;

namespace Tango.Core.Tests.Graph.Binding;

public sealed class InputFileArgumentTests : IDisposable
{
    private readonly Project _project = new();

    public void Dispose() => _project.Dispose();

    [Theory]
    [InlineData("data/a.txt")]
    [InlineData("data\\a.txt")]
    [InlineData("./data/../data/a.txt")]
    public void A_file_is_known_by_its_path_below_the_project(string path)
    {
        var full = _project.Write("data/a.txt", "a");
        _project.Declare<ReadsText>("text", "Path=" + path);

        Assert.Equal(new ArgumentValue.File(full, "data/a.txt"), _project.Node("text").Arguments[0].Value);
    }

    [Theory]
    [InlineData("data/*.txt")]
    [InlineData("data/b.txt;data/a.txt")]
    [InlineData("**/*.txt;data/a.txt")]
    public void Files_are_in_ordinal_order_each_once(string paths)
    {
        _project.Write("data/b.txt", "b");
        _project.Write("data/a.txt", "a");
        _project.Declare<ReadsTexts>("texts", "Paths=" + paths);

        var files = (ArgumentValue.Files)_project.Node("texts").Arguments[0].Value;

        Assert.Equal(["data/a.txt", "data/b.txt"], files.Items.Select(file => file.RelativePath));
    }

    [WindowsTheory]
    [InlineData("DATA/*.TXT")]
    [InlineData("data\\A.txt;DATA\\B.TXT")]
    [InlineData("**/a.TXT;d*/b.*")]
    [InlineData("Data/*.txt;data/*.txt")]
    public void On_Windows_files_have_their_names_on_the_disk_however_they_are_written(string paths)
    {
        _project.Write("Data/A.txt", "a");
        _project.Write("Data/b.TXT", "b");
        _project.Declare<ReadsTexts>("texts", "Paths=" + paths).Declare<ReadsTexts>("as on the disk", "Paths=Data/A.txt;Data/b.TXT");

        var files = (ArgumentValue.Files)_project.Node("texts").Arguments[0].Value;

        Assert.Equal(["Data/A.txt", "Data/b.TXT"], files.Items.Select(file => file.RelativePath));
        Assert.Equal(_project.UniqueId("as on the disk"), _project.UniqueId("texts"));
    }

    [Fact]
    public void The_graph_knows_the_patterns_it_was_made_from()
    {
        _project.Declare<ReadsTexts>("texts", "Paths=data/*.txt;more/**").Declare<ReadsTexts>("same", "Paths=data/*.txt");

        Assert.Equal<IEnumerable<string>>(["data/*.txt", "more/**"], _project.Graph().FilePatterns);
    }

    [Theory]
    [InlineData("a.txt;b.txt", "It names 2 files; InputFile takes one.")]
    [InlineData("*.nothing", "Write the path of a file.")]
    [InlineData(" ; ", "Write the path of a file.")]
    public void One_file_is_one_file(string path, string problem)
    {
        _project.Write("a.txt", "a");
        _project.Write("b.txt", "b");
        _project.Declare<ReadsText>("text", "Path=" + path);

        Assert.Contains(problem, Assert.Single(_project.Mistakes()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Inputs=data/*.csv", "data/*.csv", "Inputs", "")]
    [InlineData("Inputs=data/*.TXT", "data/*.TXT", "Inputs", " 'data/a.txt' differs only in case, which counts on this system.")]
    [InlineData("Inputs=data/a.txt;nothing/**", "nothing/**", "Inputs", "")]
    [InlineData("Inputs=DATA/*", "DATA/*", "Inputs", " 'data/a.txt' differs only in case, which counts on this system.")]
    public void A_pattern_that_finds_nothing_is_a_warning(string metadata, string pattern, string argument, string hint)
    {
        if (PathComparison.IgnoresCase && hint.Length > 0)
            return;

        _project.Write("data/a.txt", "a");
        _project.DeclareCommand("list", "echo 1", metadata);

        var warning = Assert.Single(_project.Plan().Warnings);

        Assert.Equal(("TANGO0026", "list", argument), (warning.Code, warning.Subject.Step, warning.Subject.Argument));
        Assert.Equal($"The pattern '{pattern}' in Inputs of step 'list' finds no file, so the step runs without.{hint} Correct the pattern, or remove it.", warning.Message);
    }

    // A search in another case lists folders that the pattern only passes through.
    [Theory]
    [InlineData("data/*.TXT", true)]
    [InlineData("../*/data/*.TXT", true)]
    [InlineData("{project}/data/*.TXT", false)]
    public void A_full_path_gets_no_hint_at_case(string pattern, bool hasHint)
    {
        _project.Write("data/a.txt", "a");
        var drafts = new DraftTable([], []);
        var draft = new StepDraft("list", new StepDeclaration("list", []), new DiagnosticSubject(step: "list"));

        Assert.Null(new InputFileFinder(_project.Folder, drafts, draft, "Inputs", Assert.Null).Add(pattern.Replace("{project}", _project.Folder, StringComparison.Ordinal)));

        // Elsewhere the pattern finds the file.
        Assert.Equal(PathComparison.IgnoresCase ? 0 : 1, drafts.Warnings.Count);
        Assert.All(drafts.Warnings, warning => Assert.Equal(hasHint, warning.Message.Contains("differs only in case", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("Inputs=data/*.txt")]
    [InlineData("Inputs=**/a*")]
    [InlineData("Inputs=data/a.txt")]
    public void A_pattern_that_finds_something_is_none(string metadata)
    {
        _project.Write("data/a.txt", "a");
        _project.DeclareCommand("list", "echo 1", metadata);

        Assert.Empty(_project.Plan().Warnings);
    }

    [Theory]
    [InlineData("gro\u0308\u00DFe.txt", "gr\u00F6\u00DFe.txt")]
    [InlineData("gr\u00F6\u00DFe.txt", "gr\u00F6\u00DFe.txt")]
    public void Composed_and_decomposed_letters_are_one_name(string onDisk, string inId)
    {
        _project.Write(onDisk, "a");
        _project.Declare<ReadsTexts>("texts", "Paths=*.txt").Declare<ReadsText>("text", "Path=" + onDisk);

        Assert.Equal([inId], ((ArgumentValue.Files)_project.Node("texts").Arguments[0].Value).Items.Select(file => file.RelativePath));
        Assert.Equal(inId, ((ArgumentValue.File)_project.Node("text").Arguments[0].Value).RelativePath);
    }

    [Fact]
    public void Two_files_whose_names_differ_only_in_composition_are_both_there()
    {
        _project.Write("\u00E9.txt", "composed");
        _project.Write("e\u0301.txt", "decomposed");
        if (Directory.GetFiles(_project.PathOf(""), "*.txt").Length < 2)
            return;

        _project.Declare<ReadsTexts>("texts", "Paths=*.txt");

        Assert.Equal(2, ((ArgumentValue.Files)_project.Node("texts").Arguments[0].Value).Items.Length);
    }
}
