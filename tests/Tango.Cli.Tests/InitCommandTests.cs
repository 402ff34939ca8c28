using System.Xml.Linq;
using Tango.Cli.Commands;

namespace Tango.Cli.Tests;

public sealed class InitCommandTests
{
    private const string Item = "  <ItemGroup>\n    <TangoStep Include=\"hello\" Type=\"Hello\" Name=\"world\" />\n  </ItemGroup>";

    [Theory]
    [InlineData("<Project>\n\n  <A />\n\n</Project>\n", "<Project>\n\n  <A />\n\n{0}\n\n</Project>\n")]
    [InlineData("<Project>\n  <A />\n</Project>", "<Project>\n  <A />\n\n{0}\n</Project>")]
    [InlineData("<Project><A /></Project>", "<Project><A />\n\n{0}\n</Project>")]
    [InlineData("<Project>\n  <A />\n\n\n \t\n</Project>", "<Project>\n  <A />\n\n{0}\n\n</Project>")]
    [InlineData("<Project>\n</Project>", "<Project>\n\n{0}\n</Project>")]
    [InlineData("<Project>\r\n\r\n  <A />\r\n\r\n</Project>\r\n", "<Project>\r\n\r\n  <A />\r\n\r\n{0}\r\n\r\n</Project>\r\n")]
    [InlineData("<Project>\n  <!-- </Project> -->\n</Project>\n", "<Project>\n  <!-- </Project> -->\n\n{0}\n</Project>\n")]
    public void The_first_step_is_the_last_item_with_one_blank_line_around_it(string project, string expected)
    {
        var text = InitCommand.WithFirstItem(project, project.LastIndexOf("</Project>", StringComparison.Ordinal));

        var newLine = project.Contains('\r', StringComparison.Ordinal) ? "\r\n" : "\n";
        Assert.Equal(expected.Replace("{0}", Item.ReplaceLineEndings(newLine), StringComparison.Ordinal), text);
        Assert.Equal("hello", (string?)XElement.Parse(text).Element("ItemGroup")!.Element("TangoStep")!.Attribute("Include"));
    }
}
