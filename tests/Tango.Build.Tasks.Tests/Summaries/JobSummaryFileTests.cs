using System.Text;
using Tango.Build.Tasks.BuildServers;
using Tango.Build.Tasks.Summaries;
using Tango.Build.Tasks.Tests.Infrastructure;
using Tango.Build.TestKit;
using Tango.Diagnostics;
using Tango.Engine;

namespace Tango.Build.Tasks.Tests.Summaries;

public sealed class JobSummaryFileTests : IDisposable
{
    private const string Section = "### Tango: App\n\nNothing ran.\n\n";

    private readonly TestDirectory _directory = TestDirectory.Create();
    private readonly RecordingEngine _engine = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("", nameof(GitHubActions), "job.md", "")]
    [InlineData("", nameof(AzurePipelines), "obj/App-summary.md", "##vso[task.uploadsummary]")]
    [InlineData("", null, null, "")]
    [InlineData("false", nameof(GitHubActions), null, "")]
    [InlineData("False", nameof(AzurePipelines), null, "")]
    [InlineData("own.md", nameof(GitHubActions), "own.md", "")]
    [InlineData("own.md", nameof(AzurePipelines), "own.md", "")]
    [InlineData("deep/own.md", null, "deep/own.md", "")]
    public void A_summary_goes_where_the_server_or_the_property_wants_it(string wanted, string? server, string? file, string command)
    {
        var found = Find(wanted, server);

        Assert.Equal(file is null, found is null);
        Assert.Null(found?.Write(Summary(), _engine.CreateLog(), "/App.csproj"));
        Assert.Equal(file is null ? [] : [file], Files());
        Assert.Equal(command.Length == 0 ? [] : [command + _directory.PathOf(file!)], _engine.Messages.Select(message => message.Message));
    }

    [Fact]
    public void On_GitHub_without_the_variable_there_is_none() =>
        Assert.Null(JobSummaryFile.Find("", _directory.PathOf("obj"), "App", new GitHubActions(null), _ => null));

    [Fact]
    public async Task The_projects_of_a_build_append()
    {
        _directory.Write("job.md", "before\n");

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Find("", nameof(GitHubActions))!.Write(Summary(), _engine.CreateLog(), "/App.csproj"))));

        Assert.Equal("before\n" + string.Concat(Enumerable.Repeat(Section, 8)), _directory.Read("job.md"));
        Assert.Equal(["job.md"], Files());
    }

    [Fact]
    public void A_summary_larger_than_the_server_takes_is_shortened_or_left_out()
    {
        var error = Descriptors.MissingStepType.Create(DiagnosticSubject.None, "a");
        var summary = new JobSummary("App", new PipelineResult([], [error], IsUpToDate: false, IsCancelled: false), _ => "");
        var (whole, brief) = (summary.Write(), summary.WriteShort());
        var (large, small) = (Encoding.UTF8.GetByteCount(whole), Encoding.UTF8.GetByteCount(brief));

        Assert.All(
            ((int Room, string Written)[])[(large, whole), (large - 1, brief), (small, brief), (small - 1, "")],
            row =>
            {
                _directory.Write("job.md", new string('x', JobSummaryFile.MaxSize - row.Room));
                Assert.Null(Find("", nameof(GitHubActions))!.Write(summary, _engine.CreateLog(), "/App.csproj"));
                Assert.Equal(row.Written, _directory.Read("job.md").TrimStart('x'));
            });
    }

    [Fact]
    public void Only_a_server_has_a_limit_and_what_it_has_no_room_for_is_told()
    {
        foreach (var (wanted, server, isTold) in ((string, string?, bool)[])[("own.md", nameof(GitHubActions), false), ("own.md", null, false), ("", nameof(GitHubActions), true)])
        {
            var file = wanted.Length == 0 ? "job.md" : wanted;
            _directory.Write(file, new string('x', JobSummaryFile.MaxSize));
            var told = _engine.Messages.Count;

            Assert.Null(Find(wanted, server)!.Write(Summary(), _engine.CreateLog(), "/App.csproj"));

            Assert.Equal(isTold ? "" : Section, _directory.Read(file).TrimStart('x'));
            Assert.Equal(isTold ? [$"Tango: the summary of the job has room for nothing more of this project: {_directory.PathOf(file)}"] : [], _engine.Messages.Skip(told).Select(message => message.Message));
        }
    }

    [Fact]
    public void A_file_that_cannot_be_written_is_a_warning()
    {
        Directory.CreateDirectory(_directory.PathOf("own.md"));

        var warning = Find("own.md", null)!.Write(Summary(), _engine.CreateLog(), "/App.csproj");

        Assert.Equal(("TANGO0430", "/App.csproj", false), (warning!.Code, warning.Subject.File, warning.IsError));
        Assert.Contains(_directory.PathOf("own.md"), warning.Message, StringComparison.Ordinal);
    }

    private JobSummaryFile? Find(string wanted, string? server) => JobSummaryFile.Find(
        wanted.EndsWith(".md", StringComparison.Ordinal) ? _directory.PathOf(wanted) : wanted,
        _directory.PathOf("obj"),
        "App",
        server switch { nameof(GitHubActions) => new GitHubActions(null), nameof(AzurePipelines) => new AzurePipelines(null, hasLogger: false), _ => null },
        name => name == "GITHUB_STEP_SUMMARY" ? _directory.PathOf("job.md") : null);

    private static JobSummary Summary() => new("App", new PipelineResult([], [], IsUpToDate: false, IsCancelled: false), _ => "");

    private string[] Files() => [.. Directory.GetFiles(_directory.Path, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(_directory.Path, path).Replace('\\', '/')).Order(StringComparer.Ordinal)];
}
