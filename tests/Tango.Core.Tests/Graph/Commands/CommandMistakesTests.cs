using Tango.Core.Tests.Execution;
using Tango.Core.Tests.Execution.Steps;

namespace Tango.Core.Tests.Graph.Commands;

public sealed class CommandMistakesTests : IDisposable
{
    private readonly Project _project = new();

    public void Dispose() => _project.Dispose();

    [Theory]
    [InlineData("out.txt", "./out.txt")]
    [InlineData("out/", "out/a.txt")]
    [InlineData("*.txt", "a.txt")]
    public void Outputs_of_two_commands_that_overlap(string one, string other)
    {
        _project.DeclareCommand("one", "true", "Outputs=" + one).DeclareCommand("two", "true", "Outputs=x.csv;" + other);

        Assert.Equal([("TANGO0501", "two", "Outputs")], Mistakes());
    }

    [Theory]
    [InlineData("data/a.txt", "data/a.txt")]
    [InlineData("data/*", "data/new.txt")]
    [InlineData("data/**", "data/deep/")]
    [InlineData("data/a.txt", "data/")]
    public void Outputs_among_the_commands_own_inputs(string input, string output)
    {
        _project.Write("data/a.txt", "a");
        _project.DeclareCommand("one", "true", "Inputs=" + input, "Outputs=" + output);

        Assert.Equal([("TANGO0502", "one", "Inputs")], Mistakes());
    }

    [Theory]
    [InlineData("made.txt")]
    [InlineData("*.txt")]
    public void Files_that_another_command_writes_as_inputs(string input)
    {
        _project.Write("made.txt", "by an earlier run");
        _project.DeclareCommand("one", "true", "Outputs=made.txt").DeclareCommand("two", "true", "Inputs=" + input).Declare<ReadsTexts>("three", "Paths=" + input);

        var mistakes = _project.Mistakes();

        Assert.Equal([("TANGO0503", "two"), ("TANGO0503", "three")], mistakes.Select(mistake => (mistake.Code, mistake.Subject.Step!)));
        Assert.Contains("Write ref:one instead.", mistakes[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_that_another_command_will_write_as_inputs()
    {
        _project.DeclareCommand("two", "true", "Inputs=made.txt").DeclareCommand("one", "true", "Outputs=made.txt");

        Assert.Equal([("TANGO0503", "two", "Inputs")], Mistakes());
    }

    [Theory]
    [InlineData("Outputs=../elsewhere.txt", "not below the project's folder")]
    [InlineData("Outputs=.", "the project's folder itself")]
    [InlineData("Outputs=ref:other", "is not a path")]
    [InlineData("Run=cat {other}", "Add ref:other to its Inputs")]
    [InlineData("Inputs=ref:a-b;ref:a.b", "TANGO_INPUT_A_B")]
    [InlineData("Environment==x", "has no name")]
    [InlineData("Format=json;Outputs=a.txt", "stored as plain files")]
    [InlineData("Outputs=a\0b", "its output 'a\\u0000b' is not valid: it contains the character NUL, which no path can")]
    [InlineData("Run=x\0y", "its Run contains the character NUL, which no command can receive. Remove it")]
    [InlineData("Environment=A=\0", "its Environment contains the character NUL")]
    [InlineData("Environment=A\0=1", "its Environment contains the character NUL")]
    [InlineData("WorkingDirectory=x\0y", "its WorkingDirectory contains the character NUL")]
    [InlineData("SecretEnvironment=A\0", "its SecretEnvironment contains something that is not the name of an environment variable")]
    public void What_no_command_can_be(string metadata, string message)
    {
        string[] values = metadata.StartsWith("Format", StringComparison.Ordinal) ? metadata.Split(';') : [metadata];
        _project
            .Declare<Writes>("other", "Text=1")
            .Declare<Constant>("a-b", "Value=1")
            .Declare<Constant>("a.b", "Value=1");
        _project.Declare("one", ["Type=Command", .. values.Any(value => value.StartsWith("Run", StringComparison.Ordinal)) ? values : [.. values, "Run=true"]]);

        var mistake = Assert.Single(_project.Mistakes());

        Assert.Equal("TANGO0504", mistake.Code);
        Assert.Contains(message, mistake.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("\n\t\n")]
    public void An_empty_command_is_a_missing_one(string run)
    {
        _project.Declare("one", "Type=Command", "Run=" + run, "Outputs=a.txt");

        var mistake = Assert.Single(_project.Mistakes());

        Assert.Equal("TANGO0003", mistake.Code);
        Assert.Contains("'Run'", mistake.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"type": "Writes", "text": "1"}""")]
    [InlineData("""a.txt;{"type": "Writes", "text": "1"}""")]
    [InlineData("""["a.txt", {"type": "Writes", "text": "1"}]""")]
    [InlineData("""{"type": "Command", "run": "true", "outputs": "b.txt"}""")]
    [InlineData("""{"type": "Command", "run": "true", "outputs": {"type": "Writes", "text": "1"}}""")]
    [InlineData("""{"type": "Nothing"}""")]
    public void A_step_among_outputs_is_not_a_path(string outputs)
    {
        _project.DeclareCommand("one", "true", "Outputs=" + outputs).Declare<Writes>("two", "Text=1");

        Assert.Contains(_project.Mistakes(), mistake => mistake.Code == "TANGO0504" && mistake.Message.Contains("is not a path", StringComparison.Ordinal));
    }

    [Fact]
    public void A_part_that_a_command_does_not_write()
    {
        _project.DeclareCommand("gen", "true", "Outputs=out/a.csv;out/b.csv").Declare<ReadsText>("read", "Path=ref:gen[out/c.csv]");

        var mistake = Assert.Single(_project.Mistakes());

        Assert.Equal("TANGO0012", mistake.Code);
        Assert.Contains("out/b.csv", mistake.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Outputs=a.txt;b.txt")]
    [InlineData("WorkingDirectory=.")]
    public void A_result_that_a_step_does_not_take(string metadata)
    {
        _project.DeclareCommand("gen", "true", metadata).Declare<ReadsText>("read", "Path=ref:gen");

        Assert.Equal([("TANGO0011", "read", "Path")], Mistakes());
    }

    private IEnumerable<(string Code, string? Step, string? Argument)> Mistakes() =>
        _project.Mistakes().Select(mistake => (mistake.Code, mistake.Subject.Step, mistake.Subject.Argument));
}
