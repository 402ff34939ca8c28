using Tango.Steps.Commands;

namespace Tango.Core.Tests.Steps.Commands;

public sealed class CommandTextTests
{
    private static readonly Dictionary<string, string> Paths = new(StringComparer.OrdinalIgnoreCase)
    {
        ["a"] = "/plain/path-1.txt",
        ["b.Part[x/y]"] = "/it's \"$HOME\"/x y",
    };

    [Theory]
    [InlineData("cat {a} {A}", "cat /plain/path-1.txt /plain/path-1.txt")]
    [InlineData("cat {b.Part[x/y]}", "cat '/it'\\''s \"$HOME\"/x y'")]
    [InlineData("cat {b[part].x/y}", "cat '/it'\\''s \"$HOME\"/x y'")]
    [InlineData("cat '{b.Part[x/y]}'", "cat '/it'\\''s \"$HOME\"/x y'")]
    [InlineData("cat \"{b.Part[x/y]}\"", "cat \"/it's \\\"\\$HOME\\\"/x y\"")]
    [InlineData("echo \\\" {b.Part[x/y]} \\\"", "echo \\\" '/it'\\''s \"$HOME\"/x y' \\\"")]
    [InlineData("echo 'it\\' {b.Part[x/y]}", "echo 'it\\' '/it'\\''s \"$HOME\"/x y'")]
    [InlineData("echo ${a} $a {c} {a", "echo ${a} $a {c} {a")]
    [InlineData("awk '{ print }' {a}", "awk '{ print }' /plain/path-1.txt")]
    public void For_sh_paths_are_quoted_as_their_place_asks(string text, string expected) =>
        Assert.Equal(expected, CommandText.Fill(text, Paths, ShellNames.Sh));

    [Theory]
    [InlineData("type {a}", "type /plain/path-1.txt")]
    [InlineData("type {b} \"{b}\"", "type \"C:\\a b\\c\" \"C:\\a b\\c\"")]
    public void For_cmd_paths_are_quoted_where_they_are_not(string text, string expected) =>
        Assert.Equal(expected, CommandText.Fill(text, new Dictionary<string, string> { ["a"] = "/plain/path-1.txt", ["b"] = "C:\\a b\\c" }, ShellNames.Cmd));

    [Theory]
    [InlineData("type {p}", "type \"%TANGO_INPUT_P%\"")]
    [InlineData("type \"{p}\"", "type \"%TANGO_INPUT_P%\"")]
    public void For_cmd_a_percent_sign_in_a_path_is_not_the_start_of_a_variable(string text, string expected) =>
        Assert.Equal(expected, CommandText.Fill(text, new Dictionary<string, string> { ["p"] = "C:\\100%PATH%\\x" }, ShellNames.Cmd));

    [Theory]
    [InlineData("cat {a}", "cat /plain/path-1.txt")]
    [InlineData("cat {b.Part[x/y]}", "cat '/it''s \"$HOME\"/x y'")]
    [InlineData("cat '{b.Part[x/y]}'", "cat '/it''s \"$HOME\"/x y'")]
    [InlineData("cat \"{b.Part[x/y]}\"", "cat \"/it's `\"`$HOME`\"/x y\"")]
    [InlineData("echo `\" {b.Part[x/y]}", "echo `\" '/it''s \"$HOME\"/x y'")]
    [InlineData("echo \\ {a}", "echo \\ /plain/path-1.txt")]
    public void For_PowerShell_paths_are_quoted_by_its_own_rules(string text, string expected) =>
        Assert.Equal(expected, CommandText.Fill(text, Paths, ShellNames.Pwsh));

    [Fact]
    public void Names_are_read_from_braces_that_do_not_belong_to_the_shell() =>
        Assert.Equal(["a", "b.C[d]", " print "], CommandText.NamesIn("x {a} ${no} {b.C[d]} {a} {} { print } {"));

    [Theory]
    [InlineData("model", "TANGO_INPUT_MODEL")]
    [InlineData("split.Train", "TANGO_INPUT_SPLIT_TRAIN")]
    [InlineData("gen[out/x-1.csv]", "TANGO_INPUT_GEN_OUT_X_1_CSV")]
    public void Inputs_have_variables(string name, string variable) => Assert.Equal(variable, CommandVariables.Input(name));
}
