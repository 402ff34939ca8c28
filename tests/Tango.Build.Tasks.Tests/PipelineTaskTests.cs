using Microsoft.Build.Utilities;
using Tango.Build.Tasks.Tests.Infrastructure;
using Tango.Identity;

namespace Tango.Build.Tasks.Tests;

public sealed class PipelineTaskTests
{
    private readonly RecordingEngine _engine = new();

    [Theory]
    [InlineData("", 0)]
    [InlineData("3", 3)]
    public void Parallelism_is_a_number_or_left_to_the_machine(string written, int parallelism)
    {
        var task = new Task { MaxParallelism = written };

        Assert.True(Execute(task));
        Assert.Equal(parallelism, task.Request!.MaxParallelism);
    }

    [Theory]
    [InlineData("many")]
    [InlineData("-1")]
    public void Anything_else_is_an_error(string written)
    {
        Assert.False(Execute(new Task { MaxParallelism = written }));
        Assert.Equal("TANGO0013", Assert.Single(_engine.Errors).Code);
    }

    [Theory]
    [InlineData("local", true)]
    [InlineData("", true)]
    [InlineData("cluster", false)]
    public void A_place_to_run_that_does_not_exist_is_an_error_instead_of_being_ignored(string executor, bool isValid)
    {
        Assert.Equal(isValid, Execute(new Task { Executor = executor }));
        Assert.All(_engine.Errors, error => Assert.Equal("TANGO0013", error.Code));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData(" ", null)]
    [InlineData("https://example.org/cache?a=b", "https://example.org/cache?a=b")]
    [InlineData("HTTP://example.org", "HTTP://example.org")]
    [InlineData("../shared/", "/repo/shared")]
    [InlineData("/shared", "/shared")]
    [InlineData("file:///shared/a%20b", "/shared/a b")]
    public void A_remote_cache_is_a_directory_or_an_address(string? written, string? place)
    {
        var task = new Task { RemoteCache = written };

        Assert.True(Execute(task));
        Assert.Equal(place is null || place.Contains("://", StringComparison.Ordinal) ? place : Path.GetFullPath(place), task.Request!.RemoteCache?.Place);
    }

    [Theory]
    [InlineData("s3://bucket/cache", "s3://bucket/cache")]
    [InlineData("s3://key:secret@bucket/cache?token=secret", "s3://bucket/cache")]
    [InlineData("https://", "https://…")]
    [InlineData("https://user:se#cret@host/cache", "https://…")]
    [InlineData("://", "://…")]
    public void A_remote_cache_of_another_kind_is_an_error_that_tells_no_secret(string written, string told)
    {
        Assert.False(Execute(new Task { RemoteCache = written }));

        var error = Assert.Single(_engine.Errors);
        Assert.Equal("TANGO0013", error.Code);
        Assert.StartsWith($"TangoRemoteCache=\"{told}\" is not valid", error.Message, StringComparison.Ordinal);
    }

    // The current directory is not the project's: nothing may depend on it.
    [Fact]
    public void Relative_paths_start_at_the_project()
    {
        var task = new Task();

        Assert.True(Execute(task));

        Assert.Equal(Path.GetFullPath("/repo/App"), task.Request!.ProjectDirectory);
        Assert.Equal(Path.GetFullPath("/repo/App/obj/App.dll"), task.Request.Assemblies!.Main);
        Assert.Equal(Path.GetFullPath("/repo/App/obj/tango/"), task.Request.StateDirectory);
        Assert.Equal(Path.GetFullPath("/repo/.tango/cache"), task.Request.CacheDirectory);
        Assert.Null(task.Request.RunsDirectory);
    }

    [Fact]
    public void Overrides_are_part_of_the_declarations()
    {
        var task = new Task { Overrides = "a.X=2" };

        Assert.True(Execute(task));
        Assert.Equal("X=2", Declared.Show(Assert.Single(task.Request!.Declarations)));
    }

    [Fact]
    public void A_separator_at_the_end_of_a_directory_means_nothing()
    {
        var task = new Task { RunsDirectory = "../.tango/runs/" };

        Assert.True(Execute(task, "../.tango/cache/"));
        Assert.Equal(Path.GetFullPath("/repo/.tango/cache"), task.Request!.CacheDirectory);
        Assert.Equal(Path.GetFullPath("/repo/.tango/runs"), task.Request.RunsDirectory);
    }

    [Theory]
    [InlineData(null, CodeIdentity.Auto)]
    [InlineData("auto", CodeIdentity.Auto)]
    [InlineData("None", CodeIdentity.None)]
    public void Code_counts_unless_it_is_left_to_versions(string? written, object identity)
    {
        var task = new Task { CodeFingerprint = written };

        Assert.True(Execute(task));
        Assert.Equal((CodeIdentity)identity, task.Request!.CodeIdentity);
    }

    [Fact]
    public void Another_word_for_what_stands_for_code_is_an_error()
    {
        Assert.False(Execute(new Task { CodeFingerprint = "full" }));
        var error = Assert.Single(_engine.Errors);
        Assert.Equal(("TANGO0013", "TangoCodeFingerprint=\"full\" is not valid: write auto or none."), (error.Code, error.Message));
    }

    // MSBuild hands over text without its escapes: "model%3Breport" of a command line comes as "model;report".
    [Fact]
    public void Names_of_steps_are_separated_by_semicolons()
    {
        var task = new Task { Select = "model;report", Force = " sum ; ;check-* " };

        Assert.True(Execute(task));
        Assert.Equal<string>(["model", "report"], task.Request!.Select);
        Assert.Equal<string>(["sum", "check-*"], task.Request.Force);
    }

    [Fact]
    public void Names_that_begin_with_a_project_are_for_that_project_alone()
    {
        var task = new Task { Select = "app/report;Training/model", Force = "Training/*;sum" };

        Assert.True(Execute(task));
        Assert.Equal<string>(["report"], task.Request!.Select);
        Assert.Equal<string>(["sum"], task.Request.Force);
    }

    [Fact]
    public void What_other_projects_tell_is_taken_up()
    {
        var told = new TaskItem("/repo/Data/Data.csproj");
        told.SetMetadata("TangoPipeline", "tango pipeline 1\n/repo/Data/Data.csproj\t/cache\n");
        var task = new Task { ProjectReferences = [new TaskItem("../Data/Data.csproj"), new TaskItem("../Lib/My.Lib.csproj")], ReferencedPipelines = [told] };

        Assert.True(Execute(task));
        Assert.Equal<string>(["Data", "My.Lib"], task.Request!.ProjectReferences);
        Assert.Equal(("Data", "/cache"), (Assert.Single(task.Request.ReferencedPipelines).Project, task.Request.ReferencedPipelines[0].CacheDirectory));
    }

    [Fact]
    public void What_another_version_tells_is_an_error()
    {
        var told = new TaskItem("/repo/Data/Data.csproj");
        told.SetMetadata("TangoPipeline", "tango pipeline 2\n");

        Assert.False(Execute(new Task { ReferencedPipelines = [told] }));
        Assert.Equal("TANGO0416", Assert.Single(_engine.Errors).Code);
    }

    private bool Execute(Task task, string cacheDirectory = "../.tango/cache")
    {
        task.BuildEngine = _engine;
        task.ProjectFile = Path.GetFullPath("/repo/App/App.csproj");
        task.Steps = [new TaskItem("a")];
        task.Assembly = "obj/App.dll";
        task.StateDirectory = "obj/tango/";
        task.CacheDirectory = cacheDirectory;
        return task.Execute();
    }

    private sealed class Task : PipelineTask
    {
        public PipelineRequest? Request { get; private set; }

        private protected override void Run(CancellationToken cancellationToken) => Request = CreateRequest(worker: null);
    }
}
