using Tango.Build.Tasks.Tests.Infrastructure;
using Tango.Graph;

namespace Tango.Build.Tasks.Tests;

public sealed class LateWebAssetsTests
{
    private static readonly string Project = Path.GetFullPath("/repo/Shop");

    [Theory]
    [InlineData("wwwroot/data.json")]
    [InlineData("wwwroot\\data.json")]
    [InlineData("./wwwroot/css/site/main.css")]
    [InlineData("wwwroot/")]
    [InlineData("wwwroot")]
    [InlineData("../Shop/wwwroot/data.json")]
    [InlineData("Pages/Index.razor.css")]
    [InlineData("Pages/Index.cshtml.js")]
    public void Every_export_that_is_a_static_web_asset_gives_a_warning(string exportTo)
    {
        var warning = Assert.Single(Find(Declared.Step("data", ("ExportTo", exportTo)) with { File = "/repo/Shop/Shop.csproj" }));

        Assert.Equal(
            ("TANGO0423", false, "/repo/Shop/Shop.csproj", "data", "ExportTo"),
            (warning.Descriptor.Code, warning.IsError, warning.Subject.File, warning.Subject.Step, warning.Subject.Argument));
        Assert.Contains("TangoRunBefore=Compile", warning.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("data.json")]
    [InlineData("wwwroot.json")]
    [InlineData("wwwroot2/data.json")]
    [InlineData("bin/Debug/net10.0/wwwroot/data.json")]
    [InlineData("obj/wwwroot/data.json")]
    [InlineData("../Other/wwwroot/data.json")]
    [InlineData("../Other/Index.razor.css")]
    [InlineData("site.css")]
    [InlineData("")]
    public void Other_places_are_not(string exportTo) => Assert.Empty(Find(Declared.Step("data", ("ExportTo", exportTo)), Declared.Step("plain")));

    [Fact]
    public void Each_output_of_a_command_counts()
    {
        var outputs = new DeclaredValue.Text("Outputs", "wwwroot/a.json;b.json;wwwroot/*.css", ["wwwroot/a.json", "b.json", "wwwroot/*.css"]);

        var warnings = Find(new StepDeclaration("data", [outputs]));

        Assert.Equal(["wwwroot/a.json", "wwwroot/*.css"], warnings.Select(warning => warning.Message.Split('\'')[3]));
    }

    private static IReadOnlyList<Tango.Diagnostics.Diagnostic> Find(params StepDeclaration[] declarations) => new LateWebAssets(Project).Find([.. declarations]);
}
