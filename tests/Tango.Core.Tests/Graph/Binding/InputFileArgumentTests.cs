using Tango.Core.Tests.Execution;
using Tango.Core.Tests.Execution.Steps;
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
}
