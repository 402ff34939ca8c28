using System.Text.Json;
using Tango.Cli.Debugging;
using Tango.Engine;

namespace Tango.Cli.Tests.Debugging;

/// <summary>The file belongs to the user: one profile changes, and nothing else.</summary>
public sealed class LaunchSettingsTests : IDisposable
{
    private const string Profile =
        """
        "model": {
              "commandName": "Executable",
              "executablePath": "/dotnet",
              "commandLineArgs": "run \"/a b/plan.json\"",
              "workingDirectory": "/a b"
            }
        """;

    private readonly string _directory = Directory.CreateTempSubdirectory("tango launch;%41 '").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Theory]
    [InlineData("{}", "{\n  \"profiles\": {\n    PROFILE\n  }\n}")]
    [InlineData("{\n  \"profiles\": {}\n}\n", "{\n  \"profiles\": {\n    PROFILE\n  }\n}\n")]
    [InlineData("{\n  \"iisSettings\": {}\n}\n", "{\n  \"iisSettings\": {},\n  \"profiles\": {\n    PROFILE\n  }\n}\n")]
    [InlineData("{\n  \"profiles\": {\n    \"App\": { \"commandName\": \"Project\" } // mine\n  },\n  \"z\": 1\n}\n", "{\n  \"profiles\": {\n    \"App\": { \"commandName\": \"Project\" },\n    PROFILE // mine\n  },\n  \"z\": 1\n}\n")]
    [InlineData("{\n  \"profiles\": {\n    \"App\": {},\n  },\n}\n", "{\n  \"profiles\": {\n    \"App\": {},\n    PROFILE,\n  },\n}\n")]
    [InlineData("{\n  \"profiles\": {\n    \"model\": { \"old\": true },\n    \"ä\": {}\n  }\n}\n", "{\n  \"profiles\": {\n    PROFILE,\n    \"ä\": {}\n  }\n}\n")]
    [InlineData("{\"profiles\": {\"App\": {}}}", "{\"profiles\": {\"App\": {},\n    PROFILE\n  }}")]
    public void A_profile_is_added_or_replaced_in_the_text(string before, string expected)
    {
        var after = LaunchSettings.With(before, Model);

        Assert.Equal(expected.Replace("PROFILE", Profile, StringComparison.Ordinal), after);
        Assert.Equal(after, LaunchSettings.With(after, Model));
    }

    [Fact]
    public void Line_ends_stay_as_they_are() =>
        Assert.DoesNotContain("\n", LaunchSettings.With("{\r\n  \"profiles\": {}\r\n}\r\n", Model).Replace("\r\n", "", StringComparison.Ordinal), StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("EFBBBF")]
    [InlineData("FFFE", "utf-16")]
    [InlineData("FEFF", "utf-16BE")]
    public void A_byte_order_mark_and_its_encoding_stay(string mark, string encoding = "utf-8")
    {
        var path = Path.Combine(_directory, "launchSettings.json");
        byte[] Bytes(string text) => [.. Convert.FromHexString(mark), .. System.Text.Encoding.GetEncoding(encoding).GetBytes(text)];
        const string Text = "{ \"ä\": 1 }";
        File.WriteAllBytes(path, Bytes(Text));

        LaunchSettings.Set(path, "App", Model);

        Assert.Equal(Bytes(LaunchSettings.With(Text, Model)), File.ReadAllBytes(path));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{ \"profiles\": [] }")]
    [InlineData("{ \"profiles\": {")]
    [InlineData("{} more")]
    public void What_is_no_object_of_profiles_is_not_touched(string content)
    {
        var path = Path.Combine(_directory, "launchSettings.json");
        File.WriteAllText(path, content);

        var error = Assert.Throws<CliException>(() => LaunchSettings.Set(path, "App", Model));

        Assert.Equal(ExitCode.Failure, error.ExitCode);
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        Assert.Equal(content, File.ReadAllText(path));
    }

    [Fact]
    public void A_new_file_runs_the_project_first()
    {
        var path = LaunchSettings.PathFor(Path.Combine(_directory, "App.csproj"));

        LaunchSettings.Set(path, "App", Model);

        using var json = JsonDocument.Parse(File.ReadAllBytes(path));
        Assert.Equal(["App", "model"], json.RootElement.GetProperty("profiles").EnumerateObject().Select(profile => profile.Name));
        Assert.Equal("Project", json.RootElement.GetProperty("profiles").GetProperty("App").GetProperty("commandName").GetString());
    }

    private static LaunchProfile Model => new("model", new WorkerLaunch("/dotnet", ["run", "/a b/plan.json"], "/a b"));
}
