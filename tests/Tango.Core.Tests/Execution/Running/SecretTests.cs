using System.Text;
using Tango.Core.Tests.Execution.Steps;
using Tango.Runs;

namespace Tango.Core.Tests.Execution.Running;

/// <summary>Secrets of steps and commands: part of the id, known to the code of the step, and written nowhere.</summary>
public sealed class SecretTests : IDisposable
{
    private readonly Project _project = new();

    public void Dispose() => _project.Dispose();

    [Theory]
    [InlineData("hunter2-and-more")]
    [InlineData("short")]
    [InlineData("with \"quotes\", $ and \\")]
    [InlineData("äöü-€-😀")]
    [InlineData("-----BEGIN KEY-----\nMIIEvQIBADANBgkq\nhkiG9w0BAQEFAASC\n-----END KEY-----\n")]
    [InlineData("aaa.bbbbbbbbbbbbbb.aaa")]
    [InlineData("it ends.")]
    [InlineData(" a\tb\u001bc ")]
    public async Task A_step_knows_its_secret_and_nothing_else_contains_it(string value)
    {
        using var secret = new EnvironmentSecret(value);
        using var part = new EnvironmentSecret(value[..5]);
        using var session = new EnvironmentSecret("session-" + value);
        _project
            .Declare<SaysSecret>("ok", $"ApiKey={secret.Declared}", $"Other={part.Declared}", $"Session={session.Declared}")
            .Declare<SaysSecret>("bad", $"ApiKey={secret.Declared}", "Fails=true");

        var events = await _project.RunAsync();

        Assert.Equal(value.Length, await _project.ResultAsync<int>("ok"));
        Assert.Equal(["bad"], events.Failed);
        Assert.Contains(events.Of<RunEvent.StepLogged>(), logged => logged.Text == "<***> <***> <***>" || value.Contains('\n', StringComparison.Ordinal));
        AssertNowhere(events, value.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [ShTheory]
    [InlineData("printf '%s\\n' \"$NAME\"; printf '<%s>' \"$NAME\" >&2")]
    [InlineData("printf '%s\\n' \"$NAME\"; exit 3")]
    [InlineData("echo before \"$NAME\" after; echo \"$NAME$NAME\"")]
    public async Task A_command_gets_its_secrets_and_nothing_else_contains_them(string run)
    {
        using var secret = new EnvironmentSecret("hunter2-and-more");
        _project.Write("ok", "");
        _project.DeclareCommand("tell", run.Replace("NAME", secret.Name, StringComparison.Ordinal) + "; touch \"$TANGO_WORK/x\"", "SecretEnvironment=" + secret.Name, "Outputs=out/", "Retries=0");

        var events = await _project.RunAsync();

        Assert.Contains(events.Of<RunEvent.StepLogged>(), logged => logged.Text.Contains("***", StringComparison.Ordinal));
        AssertNowhere(events, "hunter2-and-more");
    }

    [Fact]
    public void An_id_follows_the_value_of_a_secret_and_not_the_name_of_its_variable()
    {
        using var one = new EnvironmentSecret("one");
        using var same = new EnvironmentSecret("one");
        using var session = new EnvironmentSecret("1");
        _project
            .Declare<SaysSecret>("a", $"ApiKey={one.Declared}")
            .Declare<SaysSecret>("b", $"ApiKey={same.Declared}", $"Session={session.Declared}")
            .DeclareCommand("c", "true", "SecretEnvironment=" + one.Name)
            .DeclareCommand("d", "true");
        string[] before = [_project.UniqueId("a"), _project.UniqueId("b"), _project.UniqueId("c"), _project.UniqueId("d")];

        Assert.Equal(before[0], before[1]);
        session.Value = "2";
        Assert.Equal(before[1], _project.UniqueId("b"));
        one.Value = "two";
        Assert.NotEqual(before[0], _project.UniqueId("a"));
        Assert.NotEqual(before[2], _project.UniqueId("c"));
        Assert.Equal(before[3], _project.UniqueId("d"));
    }

    [Theory]
    [InlineData("hunter2")]
    [InlineData("")]
    [InlineData("env:")]
    [InlineData("env:1A")]
    [InlineData("env:A B")]
    [InlineData("env:A=hunter2")]
    [InlineData("ENV:HOME")]
    [InlineData("\"env:HOME\"")]
    [InlineData("ref:other")]
    [InlineData("null")]
    public void A_secret_in_a_declaration_is_refused_and_not_repeated(string written)
    {
        _project.Declare<SaysSecret>("a", "ApiKey=" + written);

        var mistake = Assert.Single(_project.Mistakes());

        Assert.Equal(("TANGO0023", "ApiKey"), (mistake.Code, mistake.Subject.Argument));
        Assert.DoesNotContain("hunter2", mistake.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void A_secret_that_is_not_set_is_reported_before_anything_runs(string? value)
    {
        using var secret = new EnvironmentSecret(value);
        _project
            .Declare<SaysSecret>("a", "ApiKey=" + secret.Declared)
            .DeclareCommand("b", "true", "SecretEnvironment=" + secret.Name);

        Assert.Equal([("TANGO0024", "a", "ApiKey"), ("TANGO0024", "b", "SecretEnvironment")], _project.Mistakes().Select(mistake => (mistake.Code, mistake.Subject.Step!, mistake.Subject.Argument!)));
    }

    [Fact]
    public async Task One_that_is_no_part_of_the_id_is_needed_only_by_a_step_that_runs()
    {
        using var secret = new EnvironmentSecret("hunter2-and-more");
        using var session = new EnvironmentSecret(null);
        _project.Declare<SaysSecret>("a", "ApiKey=" + secret.Declared, "Session=" + session.Declared);

        var failure = Assert.Single((await _project.RunAsync()).Of<RunEvent.StepFailed>());

        Assert.Equal("TANGO0024", failure.Code);
        Assert.Contains(session.Name, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("TOKEN=hunter2")]
    [InlineData("1A")]
    [InlineData("A B")]
    [InlineData("env:A")]
    public void Anything_but_names_among_the_secrets_of_a_command_is_an_error(string written)
    {
        _project.DeclareCommand("a", "true", "SecretEnvironment=" + written);

        var mistake = Assert.Single(_project.Mistakes());

        Assert.Equal("TANGO0504", mistake.Code);
        Assert.DoesNotContain("hunter2", mistake.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_variable_is_secret_or_not()
    {
        using var secret = new EnvironmentSecret("hunter2");
        _project.DeclareCommand("a", "true", $"Environment={secret.Name}=other", "SecretEnvironment=" + secret.Name);

        Assert.Equal(("TANGO0504", "SecretEnvironment"), Assert.Single(_project.Mistakes().Select(mistake => (mistake.Code, mistake.Subject.Argument!))));
    }

    [ShTheory]
    [InlineData(99_990)]
    [InlineData(99_999)]
    [InlineData(100_000)]
    [InlineData(990)]
    public async Task Where_a_text_is_cut_no_part_of_a_secret_is_left(int before)
    {
        using var secret = new EnvironmentSecret("QWERTY-secret-0");
        _project
            .DeclareCommand("c", $"head -c {before} /dev/zero | tr '\\0' z; echo ${secret.Name}; exit 1", "SecretEnvironment=" + secret.Name)
            .Declare<SaysSecret>("s", "ApiKey=" + secret.Declared, "Before=" + before.ToString(System.Globalization.CultureInfo.InvariantCulture), "Fails=true");

        var events = await _project.RunAsync();

        Assert.Equal(["c", "s"], events.Failed.Order(StringComparer.Ordinal));
        AssertNowhere(events, "QWERTY");
    }

    [Fact]
    public async Task One_of_less_than_four_characters_is_in_too_many_words_to_be_replaced()
    {
        using var secret = new EnvironmentSecret("a1b");
        _project.Declare<SaysSecret>("a", "ApiKey=" + secret.Declared, "Fails=true");

        Assert.DoesNotContain("***", Assert.Single((await _project.RunAsync()).Of<RunEvent.StepFailed>()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nothing here", 0)]
    [InlineData("env:A", 1)]
    [InlineData("{\"key\": \"env:A\", \"other\": \"env:B_2\"}", 2)]
    [InlineData("env:env:A", 2)]
    public void The_names_in_a_text_are_found(string text, int count) => Assert.Equal(count, Tango.Parameters.SecretVariable.NamesIn(text).Count);

    private void AssertNowhere(RecordedEvents events, params string[] secrets)
    {
        var said = events.All.Select(runEvent => runEvent.ToString());
        var root = Path.GetDirectoryName(_project.Folder)!;
        var files = Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).Select(File.ReadAllBytes).ToList();
        Assert.NotEmpty(files);
        foreach (var secret in secrets)
        {
            Assert.DoesNotContain(said, text => text!.Contains(secret, StringComparison.Ordinal));
            Assert.DoesNotContain(files, content => content.AsSpan().IndexOf(Encoding.UTF8.GetBytes(secret)) >= 0);
        }
    }
}
