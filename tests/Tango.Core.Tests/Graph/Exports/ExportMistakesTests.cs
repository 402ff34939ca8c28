using Tango.Core.Tests.Execution;
using Tango.Core.Tests.Execution.Steps;

namespace Tango.Core.Tests.Graph.Exports;

/// <summary>Exports at places that others use: found before anything runs.</summary>
public sealed class ExportMistakesTests : IDisposable
{
    private readonly Project _project = new();

    public void Dispose() => _project.Dispose();

    [Theory]
    [InlineData("w/x", "w/x", "w/x'")]
    [InlineData("w/x", "./w//x", "w/x'")]
    [InlineData("w/x", "w\\x", "w/x'")]
    [InlineData("./w/x", "w/y/../x", "w/x'")]
    [InlineData("w/x;w/y", "w/y", "w/y'")]
    [InlineData("w/x", "W/X", "W/X'")]
    [InlineData("w/x", "w/x/", "w/x/', as a file and as a folder")]
    [InlineData("w/x", "w/x/y/z.txt", "w/x/y/z.txt', as a file and as a folder")]
    [InlineData("w/x", "w", "w', as a file and as a folder")]
    [InlineData("w/x/y/z", "w/x", "w/x', as a file and as a folder")]
    [InlineData("w/", "w", "w', as a file and as a folder")]
    [InlineData("w/x/", "w", "w', as a file and as a folder")]
    [InlineData("w/*.txt", "w", "w', as a file and as a folder")]
    [InlineData("w/x/**/*.txt", "w", "w', as a file and as a folder")]
    public void An_export_where_another_step_has_outputs(string outputs, string exportTo, string place)
    {
        _project.DeclareCommand("a", "true", "Outputs=" + outputs).DeclareCommand("b", "true", "ExportTo=" + exportTo, "ExportMode=Replace");

        var mistake = Assert.Single(_project.Mistakes());

        Assert.Equal(("TANGO0405", "b", "ExportTo"), (mistake.Code, mistake.Subject.Step, mistake.Subject.Argument));
        Assert.StartsWith($"Steps 'a' and 'b' both write to '{_project.PathOf(place)}", mistake.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_export_where_another_step_has_outputs_named_by_a_full_path()
    {
        _project.DeclareCommand("b", "true", "ExportTo=" + _project.PathOf("w/x")).DeclareCommand("a", "true", "Outputs=w/x");

        Assert.Equal("TANGO0405", Assert.Single(_project.Mistakes()).Code);
    }

    // In a folder each has a file of its own.
    [Theory]
    [InlineData("w/x", "w/y")]
    [InlineData("w/x", "w/xy")]
    [InlineData("w/x", "w/")]
    [InlineData("w/", "w/")]
    [InlineData("w/", "w/y.txt")]
    [InlineData("w/*.csv", "w/y.txt")]
    [InlineData("*.csv", "y.txt")]
    [InlineData("w/x", "../w/x")]
    public void An_export_next_to_outputs_is_no_error(string outputs, string exportTo)
    {
        _project.DeclareCommand("a", "true", "Outputs=" + outputs).DeclareCommand("b", "true", "ExportTo=" + exportTo);

        Assert.Equal(2, _project.Graph().Nodes.Length);
    }

    [Theory]
    [InlineData("w/x")]
    [InlineData("w")]
    public void An_export_to_the_step_s_own_outputs_is_no_error(string exportTo)
    {
        _project.DeclareCommand("a", "true", "Outputs=w/x", "ExportTo=" + exportTo);

        Assert.Single(_project.Graph().Nodes);
    }

    [Theory]
    [InlineData("keep.txt", "keep.txt", "keep.txt")]
    [InlineData("./keep.txt", "sub\\..\\keep.txt", "keep.txt")]
    [InlineData("*.txt", "new.txt", "*.txt")]
    [InlineData("./*.txt", "new.txt", "./*.txt")]
    [InlineData("**", "sub/new.txt", "**")]
    [InlineData("**/*", "sub/", "**/*")]
    public void An_export_among_the_inputs_of_the_step_or_of_one_before_it(string inputs, string exportTo, string named)
    {
        _project.Write("keep.txt", "kept");
        foreach (var reader in (string[])["own", "before", "far before", "in order before", "class"])
        {
            _project.DeclareAnew();
            var read = "Inputs=" + inputs;
            var exported = reader switch
            {
                "own" => _project.DeclareCommand("b", "true", read, "ExportTo=" + exportTo),
                "before" => _project.DeclareCommand("a", "true", read).DeclareCommand("b", "true", "Inputs=ref:a", "ExportTo=" + exportTo),
                "far before" => _project.DeclareCommand("a", "true", read).DeclareCommand("m", "true", "Inputs=ref:a").DeclareCommand("b", "true", "Inputs=ref:m", "ExportTo=" + exportTo),
                "in order before" => _project.DeclareCommand("a", "true", read).DeclareCommand("b", "true", "DependsOn=a", "ExportTo=" + exportTo),
                _ => _project.Declare<ReadsTexts>("b", "Paths=" + inputs, "ExportTo=" + exportTo),
            };

            var mistake = Assert.Single(exported.Mistakes());

            Assert.Equal(("TANGO0428", "b", "ExportTo"), (mistake.Code, mistake.Subject.Step, mistake.Subject.Argument));
            Assert.Contains($"which matches '{named}' in {(reader == "class" ? "Paths" : "Inputs")} of step '{(reader is "own" or "class" ? "b" : "a")}'", mistake.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("keep.txt", "kept.txt")]
    [InlineData("*.txt", "out/new.txt")]
    [InlineData("*.txt", "new.csv")]
    [InlineData("*.txt", "./")]
    [InlineData("*", ".new")]
    public void An_export_next_to_the_inputs_is_no_error(string inputs, string exportTo)
    {
        _project.Write("keep.txt", "kept");
        _project.DeclareCommand("b", "true", "Inputs=" + inputs, "ExportTo=" + exportTo);

        Assert.Single(_project.Graph().Nodes);
    }

    [Fact]
    public void An_export_that_an_unrelated_step_reads_is_no_error()
    {
        _project.Write("keep.txt", "kept");
        _project.DeclareCommand("a", "true", "Inputs=keep.txt").DeclareCommand("b", "true", "ExportTo=keep.txt");

        Assert.Equal(2, _project.Graph().Nodes.Length);
    }
}
