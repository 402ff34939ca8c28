using Microsoft.Build.Utilities;
using Tango.Build.Tasks.Tests.Infrastructure;
using Tango.Build.TestKit;

namespace Tango.Build.Tasks.Tests;

public sealed class WriteTangoReportTests : IDisposable
{
    private readonly TestDirectory _directory = TestDirectory.Create();
    private readonly RecordingEngine _engine = new();

    public void Dispose() => _directory.Dispose();

    // The projects in the order in which they write one file, and what the last of them says.
    [Theory]
    [InlineData("A", null)]
    [InlineData("A A", null)]
    [InlineData("A B", "the report of B replaces that of A in ")]
    [InlineData("A B A", "the report of A replaces that of B in ")]
    [InlineData("A B B", null)]
    public void A_build_without_an_id_says_whose_page_it_replaces_and_how_to_have_one_for_all(string projects, string? said)
    {
        foreach (var project in projects.Split(' '))
        {
            _engine.Messages.Clear();
            var task = CreateTask(project, _directory.PathOf("all.html"));
            Assert.True(task.Execute(), string.Join('\n', _engine.Errors.Select(error => error.Message)));
        }

        Assert.Equal(said is not null, _engine.Shown.Contains(" replaces ", StringComparison.Ordinal));
        if (said is not null)
            Assert.Contains($"Tango: {said}{_directory.PathOf("all.html")}, because this build has no id. The environment variable TANGO_BUILD_ID gives it one.", _engine.Shown, StringComparison.Ordinal);
    }

    [Fact]
    public void Pages_of_the_projects_own_replace_nothing()
    {
        foreach (var project in (string[])["A", "B"])
            Assert.True(CreateTask(project, file: null).Execute());

        Assert.DoesNotContain(" replaces ", _engine.Shown, StringComparison.Ordinal);
    }

    private WriteTangoReport CreateTask(string project, string? file)
    {
        var task = new WriteTangoReport { BuildEngine = _engine, ProjectFile = _directory.Write($"{project}/{project}.csproj", "<Project />"), File = file };
        task.Set(nameof(PipelineSettings.StateDirectory), "obj/tango");
        task.Set(nameof(PipelineSettings.CacheDirectory), ".tango");
        task.Steps = [new TaskItem("one", new Dictionary<string, string> { ["Type"] = "Command", ["Run"] = "echo 1", ["CacheResults"] = "false" })];
        return task;
    }
}
