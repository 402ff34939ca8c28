using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using Tango.Build.Tasks.Tests.Infrastructure;
using Tango.Graph;

namespace Tango.Build.Tasks.Tests;

public sealed class DeclarationReaderTests
{
    private const string ProjectFile = "/repo/App.csproj";

    [Fact]
    public void Every_metadatum_of_the_item_is_a_value()
    {
        var step = Read(("Type", "TrainModel"), ("Epochs", "50"), ("Rows", "ref:split.Train"));

        Assert.Equal("model", step.Name);
        Assert.Equal("Epochs=50, Rows=ref:split.Train, Type=TrainModel", Declared.Show(step));
    }

    [Fact]
    public void Items_keep_their_order()
    {
        var steps = DeclarationReader.Read([new TaskItem("b"), new TaskItem("a"), new TaskItem("c")], ProjectFile);

        Assert.Equal(["b", "a", "c"], steps.Select(step => step.Name));
    }

    [Fact]
    public void An_item_that_tells_of_no_file_is_the_projects() => Assert.Equal(ProjectFile, Read().File);

    [Theory]
    [InlineData("a;b;c", "a;b;c [a|b|c]")]
    [InlineData("a", "a")]
    [InlineData("", "")]
    [InlineData("a;", "a; [a]")]
    [InlineData(" a ;; b ", " a ;; b  [a|b]")]
    [InlineData("a%3Bb", "a;b")]
    [InlineData("a%3Bb;c", "a;b;c [a;b|c]")]
    [InlineData("%20a;b", " a;b [ a|b]")]
    [InlineData("100 %", "100 %")]
    [InlineData("100%25;7%zz", "100%;7%zz [100%|7%zz]")]
    [InlineData("\n  ref:a;\n  ref:b\n", "\n  ref:a;\n  ref:b\n [ref:a|ref:b]")]
    public void A_list_is_split_at_the_semicolons_that_were_not_escaped(string written, string read) =>
        Assert.Equal($"Values={read}", Declared.Show(Read(("Values", written))));

    [Theory]
    [InlineData("ExportTo", "bin\\Debug/report.json", "bin/Debug/report.json")]
    [InlineData("exportto", "bin\\Debug\\", "bin/Debug/")]
    [InlineData("Pattern", "\\d+", "\\d+")]
    public void A_path_reads_the_same_whether_its_folder_exists_or_not(string name, string written, string onUnix)
    {
        var expected = OperatingSystem.IsWindows() ? written : onUnix;

        Assert.Equal($"{name}={expected}", Declared.Show(Read((name, written))));
    }

    private static StepDeclaration Read(params (string Name, string Escaped)[] metadata)
    {
        ITaskItem item = new TaskItem("model");
        foreach (var (name, escaped) in metadata)
            item.SetMetadata(name, escaped);

        return Assert.Single(DeclarationReader.Read([item], ProjectFile));
    }
}
