using Tango.Cli.Output;

namespace Tango.Cli.Tests.Output;

public sealed class TextTableTests
{
    [Theory]
    [InlineData(false, "name  count\na         1\n漢字     23\n")]
    [InlineData(true, "\u001b[2mname\u001b[0m  \u001b[2mcount\u001b[0m\na         \u001b[31m1\u001b[0m\n漢字     23\n")]
    public void Columns_are_as_wide_as_what_is_in_them(bool hasColors, string expected)
    {
        var table = new TextTable("name", ">count");
        table.AddRow(new("a"), new("1", "red"));
        table.AddRow(new("漢字"), new("23"));

        Assert.Equal(expected, Write(table, hasColors));
    }

    [Fact]
    public void Without_heads_there_is_no_line_of_them()
    {
        var table = new TextTable("", "");
        table.AddRow(new("a"), new(""));

        Assert.Equal("a\n", Write(table, hasColors: true));
    }

    [Fact]
    public void A_text_is_no_command_of_the_terminal()
    {
        var table = new TextTable("");
        table.AddRow(new TextCell("\u001b[31mred\n[bold]", "dim"));

        Assert.DoesNotContain("\u001b[31m", Write(table, hasColors: true), StringComparison.Ordinal);
        Assert.Contains("[bold]", Write(table, hasColors: true), StringComparison.Ordinal);
    }

    private static string Write(TextTable table, bool hasColors)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        table.Write(writer, hasColors);
        return writer.ToString();
    }
}
