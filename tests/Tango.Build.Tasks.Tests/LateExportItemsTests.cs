using Tango.Build.Tasks.Tests.Infrastructure;

namespace Tango.Build.Tasks.Tests;

public sealed class LateExportItemsTests
{
    [Theory]
    [InlineData("Compile")]
    [InlineData("embeddedresource")]
    [InlineData("AdditionalFiles")]
    public void What_the_compiler_reads_is_warned_of(string itemType)
    {
        var warning = Assert.Single(LateExportItems.Find([Declared.Step("labels", ("ExportItem", itemType)) with { File = "/repo/App.csproj" }]));

        Assert.Equal(
            ("TANGO0402", false, "/repo/App.csproj", "labels", "ExportItem"),
            (warning.Descriptor.Code, warning.IsError, warning.Subject.File, warning.Subject.Step, warning.Subject.Argument));
    }

    [Theory]
    [InlineData("Content")]
    [InlineData("None")]
    [InlineData("MyItem")]
    [InlineData("")]
    public void Other_items_are_not(string itemType) =>
        Assert.Empty(LateExportItems.Find([Declared.Step("labels", ("ExportItem", itemType)), Declared.Step("plain")]));
}
