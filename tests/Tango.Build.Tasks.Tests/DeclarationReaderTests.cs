using System.Xml.Linq;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using Tango.Build.Tasks.Tests.Infrastructure;
using Tango.Build.TestKit;
using Tango.Graph;
using Tango.Steps;

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
    public void An_item_without_a_file_belongs_to_the_project() => Assert.Equal(ProjectFile, Read().File);

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

    // The definition of the item type gives every step each setting, without a value.
    [Fact]
    public void A_setting_without_a_value_is_no_value()
    {
        var settings = ReservedNames.Settings.Select(name => (name, "")).ToArray();

        Assert.Equal("Value=", Declared.Show(Read([("Value", ""), .. settings])));
    }

    [Fact]
    public void The_item_type_defines_every_setting_without_a_value()
    {
        var definition = XDocument.Load(Path.Combine(Repository.Root, "build", "Tango.Build.props")).Descendants("ItemDefinitionGroup").Single().Element("TangoStep")!;

        Assert.Equal(ReservedNames.Settings.Order(StringComparer.Ordinal), definition.Elements().Select(setting => setting.Name.LocalName).Order(StringComparer.Ordinal));
        Assert.All(definition.Elements(), setting => Assert.Empty(setting.Value));
    }

    [Theory]
    [InlineData("one\r\ntwo", "one\ntwo")]
    [InlineData("one\rtwo\r", "one\ntwo\n")]
    [InlineData("one\n\r\ntwo", "one\n\ntwo")]
    [InlineData("a\r\nb;\r\nc", "a\nb;\nc [a\nb|c]")]
    [InlineData("one%0D%0Atwo", "one\r\ntwo")]
    public void A_value_is_the_same_with_all_line_ends_of_the_project_file(string written, string read) =>
        Assert.Equal($"Text={read}", Declared.Show(Read(("Text", written))));

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
