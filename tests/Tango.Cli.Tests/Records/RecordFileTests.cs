using Tango.Cli.Records;
using Tango.Runs;
using static Tango.Cli.Tests.RecordedFolder;

namespace Tango.Cli.Tests.Records;

/// <summary>Records are read as far as they are needed, and what cannot be read is told.</summary>
public sealed class RecordFileTests : IDisposable
{
    private readonly RecordedFolder _folder = new();
    private readonly List<string> _told = [];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("no json", "cannot be read, and is left out: it is damaged")]
    [InlineData("", "cannot be read, and is left out: it is damaged")]
    [InlineData("{\"schemaVersion\":2,\"project\":\"/a.csproj\",\"stateDirectory\":\"/obj\",\"steps\":[{", "cannot be read, and is left out: it is damaged")]
    [InlineData("{\"schemaVersion\":99,\"anything\":[]}", "is of a newer version of Tango, and is left out")]
    [InlineData("{\"schemaVersion\":99,\"project\":\"/a.csproj\",\"stateDirectory\":\"/obj\",\"steps\":[]}", "is of a newer version of Tango, and is left out")]
    [InlineData("[]", "cannot be read, and is left out: it is damaged")]
    public void One_that_cannot_be_read_is_told_once_and_left_out(string content, string expected)
    {
        _folder.Build(Ran("model", "a"));
        File.WriteAllText(Path.Combine(_folder.PathOf(".tango/runs"), "20261130T100130.000Z-App-x.json"), content);
        _folder.Build(Ran("model", "b"));
        var workspace = Open();

        Assert.Equal(["b", "a"], workspace.Builds.Select(build => build.Steps.Single().Step.UniqueId));
        Assert.Equal(["b", "a"], workspace.Records.Select(record => record.Steps.Single().UniqueId));
        Assert.Contains(expected, Assert.Single(_told), StringComparison.Ordinal);
    }

    [Fact]
    public void Older_ones_than_those_that_are_needed_are_not_read()
    {
        _folder.Build(Ran("model", "a"));
        Damage(Files().Single());
        _folder.Build("Lab", "b1", Ran("split", "b")).Build("App", "b1", Ran("model", "c"));
        var workspace = Open();

        Assert.Equal(["Lab", "App"], workspace.FindBuild("last").Records.Select(record => Path.GetFileNameWithoutExtension(record.Project)));
        Assert.Equal("c", RecordedSteps.Find(workspace, "model").Step.UniqueId);
        Assert.Empty(_told);
    }

    [Fact]
    public void A_build_is_joined_over_midnight_and_between_others()
    {
        string[] days = ["20261128T235959", "20261129T235950", "20261129T235955", "20261130T000001", "20261130T000002"];
        string[] builds = ["b1", "b1", "b2", "b1", "b2"];
        foreach (var (day, build) in days.Zip(builds))
        {
            _folder.Build($"P{day}", build, Ran("step", day));
            var file = Files().Single(path => Path.GetFileName(path).Contains($"-P{day}-", StringComparison.Ordinal));
            File.Move(file, Path.Combine(Path.GetDirectoryName(file)!, $"{day}.000Z{Path.GetFileName(file)[20..]}"));
        }

        // The id that two builds share, days apart, does not make them one.
        Assert.Equal(["b2 2", "b1 2", "b1 1"], Open().Builds.Select(build => $"{build.Id} {build.Records.Count}"));
    }

    // Somebody has copied it, or renamed it.
    [Theory]
    [InlineData("ci.json", "b1 1, b1 2")]
    [InlineData("!first of all.json", "b1 2, b1 1")]
    [InlineData("20261130.json", "b1 2, b1 1")]
    [InlineData("20261340T100000.000Z-App-x.json", "b1 1, b1 2")]
    [InlineData("00010101T000000.000Z-App-x.json", "b1 2, b1 1")]
    [InlineData("99991231T235959.000Z-App-x.json", "b1 1, b1 2")]
    public void One_whose_name_tells_no_day_of_its_build_stands_alone(string name, string expected)
    {
        _folder.Build("App", "b1", Ran("model", "a")).Build("Lab", "b1", Ran("split", "b"));
        var file = Files().Last();
        File.Copy(file, Path.Combine(Path.GetDirectoryName(file)!, name));

        Assert.Equal(expected, string.Join(", ", Open().Builds.Select(build => $"{build.Id} {build.Records.Count}")));
        Assert.Equal("a", RecordedSteps.Find(Open(), "model").Step.UniqueId);
    }

    [Fact]
    public void The_head_tells_what_a_record_is_about()
    {
        _folder.Build("App", "b1", Ran("model", "a"));

        var head = RecordHead.TryRead(Files().Single());

        Assert.Equal(new RecordHead("b1", _folder.PathOf("App/App.csproj"), _folder.PathOf("App/obj/tango"), IsNewer: false), head);
    }

    [Fact]
    public async Task A_command_says_it_on_standard_error()
    {
        _folder.Build(Ran("model", "a"));
        Damage(Files().Single());
        _folder.Build(Ran("model", "b"));

        var (code, output, error) = await CliRun.RunAsync(_folder.Path, "runs", "--json");

        Assert.Equal(0, code);
        Assert.Single(System.Text.Json.JsonElement.Parse(output).EnumerateArray());
        Assert.StartsWith("tango: The run record '", error, StringComparison.Ordinal);
    }

    private Workspace Open() => Workspace.At(_folder.Path, tell: _told.Add);

    private IEnumerable<string> Files() => RunRecordFolder.Files(_folder.PathOf(".tango/runs"));

    // The disk was full.
    private static void Damage(string path) => File.WriteAllText(path, File.ReadAllText(path)[..^10]);
}
