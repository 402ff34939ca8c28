using Tango.Core.Tests.Execution;
using Tango.Core.Tests.Execution.Steps;
using Tango.Diagnostics;

namespace Tango.Core.Tests.Graph;

public sealed class GraphMistakesTests : IDisposable
{
    private readonly Project _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public void A_missing_reference_names_who_refers_to_what_and_the_nearest_name()
    {
        _project.Declare<Constant>("flowers", "Value=1").Declare<Plus>("sum", "Left=ref:flower");

        AssertMistake("TANGO0005", "sum", "Left", "'flower'", "Did you mean 'flowers'?");
    }

    [Theory]
    [InlineData("Left=ref:flower", "flower")]
    [InlineData("Left=1;ref:flower", "flower")]
    [InlineData("Left=ref:train-*", "train-*")]
    [InlineData("Left={\"a\": [{\"ref\": \"flower\"}]}", "flower")]
    public void References_of_a_step_of_unknown_type_are_looked_at_in_the_same_go(string argument, string missing)
    {
        _project.Declare<Constant>("one", "Value=1").Declare("sum", "Type=Pluss", argument);

        Assert.Equal(
            [("TANGO0001", "Type"), ("TANGO0005", "Left")],
            _project.Mistakes().Select(mistake => (mistake.Code, mistake.Subject.Argument)));
        Assert.Contains($"refers in Left to '{missing}'", _project.Mistakes()[1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Correct_references_of_a_step_of_unknown_type_are_no_error()
    {
        _project.Declare<Constant>("one", "Value=1").Declare("sum", "Type=Pluss", "Left=ref:one.Part", "Right=ref:on*", "Text={not json", "Plain=reference");

        Assert.Equal("TANGO0001", Assert.Single(_project.Mistakes()).Code);
    }

    [Fact]
    public void A_step_of_unknown_type_that_depends_on_itself_has_two_errors()
    {
        _project.Declare("a", "Type=Pluss", "Left=ref:b").Declare<Pure>("b", "Value=ref:a");

        Assert.Equal(["TANGO0001", "TANGO0006"], _project.Mistakes().Select(mistake => mistake.Code));
    }

    [Fact]
    public void A_missing_step_in_DependsOn_is_a_missing_reference()
    {
        _project.Declare<Constant>("one", "Value=1", "DependsOn=twö");

        AssertMistake("TANGO0005", "one", "DependsOn", "'twö'", "There are no other steps.");
    }

    [Fact]
    public void A_pattern_that_finds_no_step_is_a_missing_reference()
    {
        _project.Declare<Constant>("one", "Value=1").Declare<Total>("sum", "Numbers=ref:train-*");

        AssertMistake("TANGO0005", "sum", "Numbers", "'train-*'", "The other steps are 'one'.");
    }

    [Theory]
    [InlineData("Left=ref:modle")]
    [InlineData("Left={\"type\": \"ref\", \"ref\": \"modle\"}")]
    [InlineData("Left={\"type\": \"Plus\", \"left\": {\"ref\": \"modle\"}}")]
    [InlineData("DependsOn=modle|Left=1")]
    [InlineData("Type=Unknown|Left=ref:modle")]
    public void A_suggestion_is_never_the_step_itself(string metadata)
    {
        _project.Declare("model", ["Type=" + typeof(Plus).FullName, .. metadata.Split('|')]).Declare<Constant>("module", "Value=1");
        if (metadata.StartsWith("Type", StringComparison.Ordinal))
            _project.DeclareAnew().Declare("model", metadata.Split('|')).Declare<Constant>("module", "Value=1");

        var mistake = Assert.Single(_project.Mistakes(), mistake => mistake.Code == "TANGO0005");

        Assert.EndsWith("Did you mean 'module'?", mistake.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_are_unique_without_regard_to_case()
    {
        _project.Declare<Constant>("one", "Value=1").Declare<Constant>("ONE", "Value=2");

        AssertMistake("TANGO0007", "ONE", null, "'ONE'");
    }

    [Theory]
    [InlineData("", "it is empty")]
    [InlineData("a;b", "it contains ';'")]
    [InlineData("a/b", "it contains '/'")]
    [InlineData("a*", "it contains '*'")]
    [InlineData("a\tb", "it contains a control character")]
    [InlineData(".", "it is the name of a folder in every folder")]
    [InlineData("..", "it is the name of a folder in every folder")]
    [InlineData("\ud800", "half of a surrogate pair")]
    public void A_name_that_would_mean_something_else_in_a_reference_is_refused(string name, string why)
    {
        _project.Declare<Constant>(name, "Value=1");

        AssertMistake("TANGO0017", name, null, $"'{name.Replace("\t", @"\t", StringComparison.Ordinal)}'", why);
    }

    [Theory]
    [InlineData('a', 255, true)]
    [InlineData('a', 256, false)]
    [InlineData('é', 127, true)]
    [InlineData('é', 128, false)]
    [InlineData('€', 85, true)]
    [InlineData('€', 86, false)]
    public void A_name_is_as_long_as_a_file_name_can_be(char character, int count, bool isValid)
    {
        _project.Declare<Constant>(new string(character, count), "Value=1");

        if (isValid)
            Assert.NotNull(_project.Graph());
        else
            Assert.Contains("bytes in UTF-8, more than 255", Assert.Single(_project.Mistakes()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_step_cannot_refer_to_itself()
    {
        _project.Declare<Plus>("sum", "Left=ref:sum");

        AssertMistake("TANGO0006", "sum", "Left", ": sum → sum.");
    }

    [Fact]
    public void A_cycle_is_shown_with_its_path()
    {
        _project
            .Declare<Plus>("a", "Left=ref:b")
            .Declare<Plus>("b", "Right=ref:c", "Left=1")
            .Declare<Plus>("c", "Left=ref:a")
            .Declare<Plus>("outside", "Left=ref:a");

        AssertMistake("TANGO0006", "a", "Left", ": a → b → c → a.");
    }

    [Fact]
    public void A_cycle_may_go_through_DependsOn()
    {
        _project.Declare<Constant>("a", "Value=1", "DependsOn=b").Declare<Plus>("b", "Left=ref:a");

        AssertMistake("TANGO0006", "a", null, ": a → b → a.");
    }

    [Fact]
    public void An_unknown_type_suggests_the_nearest()
    {
        _project.Declare("squares", "Type=Sqares", "Count=1");

        AssertMistake("TANGO0001", "squares", "Type", "'Sqares'", "Did you mean 'Squares'?");
    }

    [Theory]
    [InlineData()]
    [InlineData("Type=")]
    public void A_step_needs_a_type(params string[] metadata)
    {
        _project.Declare("one", metadata);

        AssertMistake("TANGO0009", "one", null, "Add Type=\"…\"");
    }

    [Fact]
    public void An_unknown_argument_suggests_the_nearest()
    {
        _project.Declare<Plus>("sum", "Left=1", "Rigth=2");

        AssertMistake("TANGO0002", "sum", "Rigth", "'Rigth'", "Plus", "Did you mean 'right'?");
    }

    [Fact]
    public void A_missing_argument_says_which_and_of_what_type()
    {
        _project.Declare<Plus>("sum", "Right=1");

        AssertMistake("TANGO0003", "sum", null, "'left' (int)", "Plus", "Add left=\"…\"");
    }

    [Fact]
    public void A_value_that_does_not_convert_says_how_it_would()
    {
        _project.Declare<Plus>("sum", "Left=many");

        AssertMistake("TANGO0004", "sum", "Left", "Left=\"many\"", "int", "e.g. 42");
    }

    [Fact]
    public void A_missing_input_file_says_where_it_was_looked_for()
    {
        _project.Declare<ReadsText>("text", "Path=data/a.txt");

        AssertMistake("TANGO0008", "text", "Path", "Path=\"data/a.txt\"", $"'{_project.PathOf(Path.Combine("data", "a.txt"))}'");
    }

    [Theory]
    [InlineData("a\0b.txt")]
    [InlineData("\0")]
    [InlineData("*\0.txt")]
    public void A_path_that_no_system_has_is_refused(string path)
    {
        _project.Declare<ReadsText>("text", "Path=" + path);

        AssertMistake("TANGO0004", "text", "Path", "NUL");
    }

    [Theory]
    [InlineData("{\"type\": \"Constant\", \"value\": \"\ud800\"}")]
    [InlineData("[\"\udc00\"]")]
    [InlineData("{\ud800")]
    public void Half_of_a_surrogate_pair_in_json_is_a_mistake(string json)
    {
        _project.Declare<Plus>("sum", "Left=" + json, "Right=1").Declare("unknown", "Type=NoSuchType", "Value=" + json);

        Assert.Equal(["TANGO0004", "TANGO0001"], _project.Mistakes().Select(mistake => mistake.Code).OrderDescending());
    }

    [Theory]
    [InlineData("CacheResults=maybe", "CacheResults", "write true or false")]
    [InlineData("Cpus=0", "Cpus", "write a whole number of at least 1")]
    [InlineData("Retries=-1", "Retries", "write a whole number of at least 0")]
    [InlineData("Timeout=soon", "Timeout", "write a time like 00:10:00")]
    [InlineData("Timeout=10", "Timeout", "write a time like 00:10:00")]
    [InlineData("Memory=1 lot", "Memory", "write a size like 512MB or 2GB")]
    [InlineData("Executor=slurm", "Executor", "write local, or leave it out")]
    [InlineData("Executor=here", "Executor", "write local, or leave it out")]
    [InlineData("ExportMode=Verify", "ExportMode", "write Protect or Replace")]
    [InlineData("ExportTo=a\0b", "ExportTo", "NUL")]
    public void A_setting_that_is_not_valid_says_what_would_be(string metadata, string setting, string expected)
    {
        _project.Declare<Constant>("one", "Value=1", metadata);

        AssertMistake("TANGO0013", "one", setting, $"{setting}=\"{metadata[(setting.Length + 1)..]}\"", expected);
    }

    [Theory]
    [InlineData("exportTo", "out/a.json")]
    [InlineData("ExportItem", "Content")]
    [InlineData("ExportMode", "Replace")]
    public void A_step_inside_an_argument_is_not_exported_and_says_so(string setting, string value)
    {
        _project.Declare<Plus>("one", $"Left={{\"type\": \"Constant\", \"value\": 1, \"{setting}\": \"{value}\"}}", "Right=1");

        var mistake = Assert.Single(_project.Mistakes());

        Assert.Equal("TANGO0013", mistake.Code);
        Assert.Contains("only a step with an item of its own is exported", mistake.Message, StringComparison.Ordinal);
    }

    // In a folder each has a file of its own.
    [Fact]
    public void Two_steps_are_not_exported_to_one_place()
    {
        _project
            .Declare<Constant>("one", "Value=1", "ExportTo=out/a.json")
            .Declare<Constant>("two", "Value=2", "ExportTo=./out\\a.json")
            .Declare<Constant>("three", "Value=3", "ExportTo=out/b.json")
            .Declare<Constant>("four", "Value=4", "ExportTo=folder/")
            .Declare<Constant>("five", "Value=5", "ExportTo=folder/");

        AssertMistake("TANGO0405", "two", "ExportTo", "'one' and 'two'", $"'{_project.PathOf("out/a.json")}'");
    }

    [Fact]
    public void All_errors_are_reported_at_once_with_their_positions()
    {
        _project
            .Declare("unknown", "Type=Nonsense")
            .Declare<Plus>("bad-value", "Left=x", "Nonsense=1")
            .Declare<Plus>("missing", "Left=ref:nobody")
            .Declare<Plus>("a", "Left=ref:b")
            .Declare<Plus>("b", "Left=ref:a")
            .Declare<Constant>("A", "Value=1");

        var mistakes = _project.Mistakes();

        Assert.Equal(
            [("TANGO0001", "unknown"), ("TANGO0002", "bad-value"), ("TANGO0004", "bad-value"), ("TANGO0005", "missing"), ("TANGO0006", "a"), ("TANGO0007", "A")],
            mistakes.Select(mistake => (mistake.Code, mistake.Subject.Step!)).Order());
        Assert.All(mistakes, mistake => Assert.Equal(_project.PathOf("project.csproj"), mistake.Subject.File));
    }

    private void AssertMistake(string code, string step, string? argument, params string[] words)
    {
        var mistake = Assert.Single(_project.Mistakes());
        Assert.Equal(code, mistake.Code);
        Assert.All(words, word => Assert.Contains(word, mistake.Message, StringComparison.Ordinal));
        Assert.Equal(new DiagnosticSubject(_project.PathOf("project.csproj"), step, argument, mistake.Subject.Occurrence), mistake.Subject);
    }
}
