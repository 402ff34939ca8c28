using System.Xml.Linq;
using Microsoft.Build.Utilities;
using Tango.Build.Tasks.Tests.Infrastructure;
using Tango.Build.TestKit;
using Tango.Engine;
using Tango.Graph.Projects;
using Tango.Identity;

namespace Tango.Build.Tasks.Tests;

public sealed class PipelineTaskTests
{
    private readonly RecordingEngine _engine = new();

    [Theory]
    [InlineData("", null)]
    [InlineData("0", null)]
    [InlineData("3", 3)]
    public void Parallelism_is_a_number_or_left_to_the_machine(string written, int? parallelism)
    {
        var task = CreateTask(nameof(RunOptions.MaxParallelism), written);

        Assert.True(Execute(task));
        Assert.Equal(parallelism ?? Environment.ProcessorCount, task.Created!.Options.MaxParallelism);
    }

    [Theory]
    [InlineData("many")]
    [InlineData("-1")]
    public void Anything_else_is_an_error(string written)
    {
        Assert.False(Execute(CreateTask(nameof(RunOptions.MaxParallelism), written)));
        Assert.Equal("TANGO0013", Assert.Single(_engine.Errors).Code);
    }

    [Theory]
    [InlineData("local", true)]
    [InlineData("", true)]
    [InlineData("slurm", true)]
    [InlineData(" Slurm", true)]
    [InlineData("cluster", false)]
    public void A_place_to_run_that_does_not_exist_is_an_error_instead_of_being_ignored(string executor, bool isValid)
    {
        Assert.Equal(isValid, Execute(CreateTask(nameof(PipelineSettings.Executor), executor)));
        Assert.All(_engine.Errors, error => Assert.Equal("TANGO0013", error.Code));
    }

    [Theory]
    [InlineData(nameof(PipelineSettings.SlurmMaxJobs), "0", "slurm")]
    [InlineData(nameof(PipelineSettings.SlurmMaxJobs), "many", "slurm")]
    [InlineData(nameof(PipelineSettings.SlurmMaxJobs), "-1", "")]
    [InlineData(nameof(PipelineSettings.SlurmKeepJobs), "maybe", "slurm")]
    [InlineData(nameof(PipelineSettings.SlurmSharedFiles), "maybe", "slurm")]
    [InlineData(nameof(PipelineSettings.Detach), "maybe", "slurm")]
    [InlineData(nameof(PipelineSettings.Detach), "true", "")]
    [InlineData(nameof(PipelineSettings.Detach), "true", "local")]
    public void A_setting_of_jobs_that_cannot_be_is_an_error_also_where_there_is_no_cluster(string name, string written, string executor)
    {
        var task = CreateTask(name, written);
        task.Request.SetMetadata(nameof(PipelineSettings.Executor), executor);

        Assert.False(Execute(task));
        Assert.Equal("TANGO0013", Assert.Single(_engine.Errors).Code);
    }

    [Theory]
    [InlineData("false", "https://example.org/cache", "", "", null)]
    [InlineData("false", "", "", "", "TangoRemoteCache is not set")]
    [InlineData("false", "../shared", "", "", "shared' is a directory")]
    [InlineData("false", "azure://account/container", "", "", null)]
    [InlineData("false", "s3://bucket/prefix?region=here", "", "", null)]
    [InlineData("false", "team://place", "", "", null)]
    [InlineData("false", "https://example.org/cache", "false", "", "TangoRemoteCachePush is false")]
    [InlineData("false", "https://example.org/cache", "", "bazel", null)]
    [InlineData("true", "", "", "", null)]
    [InlineData("", "../shared", "", "", null)]
    public void Jobs_without_shared_files_need_a_remote_cache_that_they_can_use(string shared, string remote, string push, string layout, string? fault)
    {
        var task = CreateTask(nameof(PipelineSettings.Executor), "slurm");
        task.Request.SetMetadata(nameof(PipelineSettings.SlurmSharedFiles), shared);
        task.Request.SetMetadata(nameof(PipelineSettings.RemoteCache), remote);
        task.Request.SetMetadata(nameof(PipelineSettings.RemoteCachePush), push);
        task.Request.SetMetadata(nameof(PipelineSettings.RemoteCacheLayout), layout);
        task.Request.SetMetadata(nameof(PipelineSettings.RemoteStores), "azure|false||a.dll;s3|false||b.dll;team|false||c.dll");

        Assert.Equal(fault is null, Execute(task));
        Assert.Equal(fault is null ? [] : ["TANGO0435"], _engine.Errors.Select(error => error.Code));
        Assert.All(_engine.Errors, error => Assert.Contains(fault!, error.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--partition=long", new[] { "--partition=long" })]
    [InlineData("--partition=long;--account=vision", new[] { "--partition=long", "--account=vision" })]
    [InlineData("--partition=long%3B--account=vision", new[] { "--partition=long", "--account=vision" })]
    [InlineData(" --nice ; ", new[] { "--nice" })]
    [InlineData("", new string[0])]
    public void Options_of_jobs_are_separated_as_a_project_and_as_a_command_line_write_them(string written, string[] options)
    {
        var task = CreateTask(nameof(PipelineSettings.Executor), "slurm");
        task.Request.SetMetadata(nameof(PipelineSettings.SlurmOptions), written);

        Assert.True(Execute(task));
        Assert.Equal(options, task.Created!.Slurm!.Options);
    }

    [Theory]
    [InlineData(nameof(PipelineSettings.RunsDirectory), "a/\0/b")]
    [InlineData(nameof(PipelineSettings.RunsDirectory), "a\0b")]
    [InlineData(nameof(PipelineSettings.RemoteCache), "a\0b")]
    [InlineData(nameof(PipelineSettings.RemoteCache), "file:///a%00b")]
    [InlineData(nameof(PipelineSettings.RunsDirectory), "\0")]
    public void A_path_with_NUL_is_an_error_that_names_the_property(string name, string written)
    {
        Assert.False(Execute(CreateTask(name, written)));

        var error = Assert.Single(_engine.Errors);
        Assert.Equal("TANGO0013", error.Code);
        Assert.StartsWith($"Tango{name}=\"", error.Message, StringComparison.Ordinal);
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
        var task = CreateTask(nameof(PipelineSettings.RemoteCache), written);

        Assert.True(Execute(task));
        Assert.Equal(place is null || place.Contains("://", StringComparison.Ordinal) ? place : Path.GetFullPath(place), task.Created!.RemoteCache?.Location);
    }

    [Theory]
    [InlineData("ftp://host/cache", "ftp://host/cache")]
    [InlineData("ftp://key:secret@host/cache?token=secret", "ftp://host/cache")]
    [InlineData("ftp://key:sec?ret@host/cache", "ftp://…")]
    [InlineData("https://", "https://…")]
    [InlineData("https://user:se#cret@host/cache", "https://…")]
    [InlineData("://", "://…")]
    public void A_remote_cache_of_an_unknown_kind_is_an_error_without_its_secret(string written, string reported)
    {
        Assert.False(Execute(CreateTask(nameof(PipelineSettings.RemoteCache), written)));

        var error = Assert.Single(_engine.Errors);
        Assert.Equal("TANGO0013", error.Code);
        Assert.StartsWith($"TangoRemoteCache=\"{reported}\" is not valid", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("s3://bucket/cache?endpoint=secret", null, null, "TANGO0324", "TangoRemoteCache=\"s3://bucket/cache\" needs the package Tango.Build.S3.")]
    [InlineData("AZURE://account/container", null, null, "TANGO0324", "TangoRemoteCache=\"AZURE://account/container\" needs the package Tango.Build.AzureBlob.")]
    [InlineData("s3://bucket/cache", "azure|true|P|/p/a.dll", null, "TANGO0324", "TangoRemoteCache=\"s3://bucket/cache\" needs the package Tango.Build.S3.")]
    [InlineData("s3://bucket/cache", "s3|true|P|/p/a%3Bb.dll;azure|true|P|/p/a.dll", null, null, "/p/a;b.dll")]
    [InlineData("team://host", "TEAM|||/p/team.dll", null, null, "/p/team.dll")]
    [InlineData("s3://key:secret@bucket", "s3|true|P|/p/a.dll", null, "TANGO0013", "TangoRemoteCache=\"s3://bucket/\" is not valid: write no user and no password into it")]
    [InlineData("s3://bucket", "s3|true|P|/p/a.dll", "bazel", "TANGO0013", "TangoRemoteCacheLayout=\"bazel\" is not valid: it is for addresses that begin with https:// or http://")]
    [InlineData("https://host", null, "bazil", "TANGO0013", "TangoRemoteCacheLayout=\"bazil\" is not valid: write files or bazel")]
    [InlineData("https://host", null, "Bazel", null, null)]
    public void An_address_of_a_store_needs_its_package(string place, string? stores, string? layout, string? error, string? told)
    {
        var task = CreateTask(nameof(PipelineSettings.RemoteCache), place);
        task.Request.SetMetadata(nameof(PipelineSettings.RemoteCacheLayout), layout ?? "");
        task.Request.SetMetadata(nameof(PipelineSettings.RemoteStores), stores ?? "");

        Assert.Equal(error is null, Execute(task));

        if (error is null)
        {
            Assert.Equal((told is null ? null : Path.GetFullPath(told), layout == "Bazel"), (task.Created!.RemoteCache!.Package?.Assembly, task.Created.RemoteCache.IsBazel));
            return;
        }

        var reported = Assert.Single(_engine.Errors);
        Assert.Equal(error, reported.Code);
        Assert.StartsWith(told!, reported.Message, StringComparison.Ordinal);
    }

    // The current directory is not the project's: nothing may depend on it.
    [Fact]
    public void Relative_paths_start_at_the_project()
    {
        var task = new Task();

        Assert.True(Execute(task));

        Assert.Equal(Path.GetFullPath("/repo/App"), task.Created!.ProjectDirectory);
        Assert.Equal(Path.GetFullPath("/repo/App/obj/App.dll"), task.Created.Assemblies!.Main);
        Assert.Equal(Path.GetFullPath("/repo/App/obj/tango/"), task.Created.StateDirectory);
        Assert.Equal(Path.GetFullPath("/repo/.tango/cache"), task.Created.CacheDirectory);
        Assert.Null(task.Created.RunsDirectory);
    }

    [Fact]
    public void Overrides_are_part_of_the_declarations()
    {
        var task = CreateTask(nameof(PipelineSettings.Overrides), "a.X=2");

        Assert.True(Execute(task));
        Assert.Equal("X=2", Declared.Show(Assert.Single(task.Created!.Declarations)));
    }

    [Fact]
    public void A_separator_at_the_end_of_a_directory_means_nothing()
    {
        var task = CreateTask(nameof(PipelineSettings.RunsDirectory), "../.tango/runs/");

        Assert.True(Execute(task, "../.tango/cache/"));
        Assert.Equal(Path.GetFullPath("/repo/.tango/cache"), task.Created!.CacheDirectory);
        Assert.Equal(Path.GetFullPath("/repo/.tango/runs"), task.Created.RunsDirectory);
    }

    [Theory]
    [InlineData(null, CodeIdentity.Auto)]
    [InlineData("auto", CodeIdentity.Auto)]
    [InlineData("None", CodeIdentity.None)]
    public void Code_counts_unless_it_is_left_to_versions(string? written, object identity)
    {
        var task = CreateTask(nameof(PipelineSettings.CodeFingerprint), written);

        Assert.True(Execute(task));
        Assert.Equal((CodeIdentity)identity, task.Created!.CodeIdentity);
    }

    [Fact]
    public void An_unknown_code_fingerprint_setting_is_an_error()
    {
        Assert.False(Execute(CreateTask(nameof(PipelineSettings.CodeFingerprint), "full")));
        var error = Assert.Single(_engine.Errors);
        Assert.Equal(("TANGO0013", "TangoCodeFingerprint=\"full\" is not valid: write auto or none."), (error.Code, error.Message));
    }

    // MSBuild hands over text without its escapes: "model%3Breport" of a command line comes as "model;report".
    [Fact]
    public void Names_of_steps_are_separated_by_semicolons()
    {
        var task = CreateTask(nameof(PipelineSettings.Select), "model;report");
        task.Set(nameof(PipelineSettings.Force), " sum ; ;check-* ");

        Assert.True(Execute(task));
        Assert.Equal<string>(["model", "report"], task.Created!.Select);
        Assert.Equal<string>(["sum", "check-*"], task.Created.Force);
    }

    [Fact]
    public void Names_that_begin_with_a_project_are_for_that_project_alone()
    {
        var task = CreateTask(nameof(PipelineSettings.Select), "app/report;Training/model");
        task.Set(nameof(PipelineSettings.Force), "Training/*;sum");

        Assert.True(Execute(task));
        Assert.Equal<string>(["report"], task.Created!.Select);
        Assert.Equal<string>(["sum"], task.Created.Force);
    }

    [Fact]
    public void The_pipelines_of_other_projects_are_read()
    {
        var reported = new TaskItem("/repo/Data/Data.csproj");
        reported.SetMetadata("TangoPipeline", ReferencedPipelineFile.ToText(new ReferencedPipeline("/repo/Data/Data.csproj", "/cache", [])));
        var task = CreateTask(nameof(PipelineSettings.ProjectReferences), "");
        task.Request.SetMetadata(nameof(PipelineSettings.ProjectReferences), "../Data/Data.csproj; ../Lib/My.Lib.csproj;../a%3Bb.csproj");
        task.ReferencedPipelines = [reported];

        Assert.True(Execute(task));
        Assert.Equal<string>(["Data", "My.Lib", "a;b"], task.Created!.ProjectReferences);
        Assert.Equal(("Data", "/cache"), (Assert.Single(task.Created.ReferencedPipelines).Project, task.Created.ReferencedPipelines[0].CacheDirectory));
    }

    [Fact]
    public void A_pipeline_written_by_another_version_is_an_error()
    {
        var reported = new TaskItem("/repo/Data/Data.csproj");
        reported.SetMetadata("TangoPipeline", "tango pipeline 1\n");

        Assert.False(Execute(new Task { ReferencedPipelines = [reported] }));
        Assert.Equal("TANGO0416", Assert.Single(_engine.Errors).Code);
    }

    // What MSBuild takes for a task's parameter of this type, and an error for anything else.
    [Theory]
    [InlineData("", true)]
    [InlineData("True", true)]
    [InlineData("yes", true)]
    [InlineData("false", false)]
    [InlineData("Off", false)]
    [InlineData("maybe", null)]
    public void A_flag_is_true_or_false_or_left_as_it_is(string written, bool? value)
    {
        var task = CreateTask(nameof(RunOptions.KeepGoing), written);

        Assert.Equal(value is not null, Execute(task));
        Assert.Equal(value, task.Created?.Options.KeepGoing);
        Assert.Equal(value is null ? ["TangoKeepGoing=\"maybe\" is not valid: write true or false."] : [], _engine.Errors.Select(error => error.Message));
    }

    [Fact]
    public void Every_setting_is_a_metadatum_that_the_targets_set()
    {
        var request = XDocument.Load(Path.Combine(Repository.Root, "build", "Tango.Build.Request.targets")).Descendants("_TangoRequest").Single();

        Assert.Equal(
            TaskRequests.SettingNames.Order(StringComparer.Ordinal),
            request.Attributes().Select(attribute => attribute.Name.LocalName).Where(name => name != "Include").Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(EditorSchemaTests.Values), MemberType = typeof(EditorSchemaTests))]
    public void A_value_that_an_editor_offers_is_read(string setting, string value) => Assert.True(Execute(CreateTask(setting, value)));

    private static Task CreateTask(string setting, string? value)
    {
        var task = new Task();
        task.Set(setting, value);
        return task;
    }

    private bool Execute(Task task, string cacheDirectory = "../.tango/cache")
    {
        task.BuildEngine = _engine;
        task.ProjectFile = Path.GetFullPath("/repo/App/App.csproj");
        task.Steps = [new TaskItem("a")];
        task.Code = [TaskRequests.Part("Assembly", "obj/App.dll")];
        task.Set(nameof(PipelineSettings.StateDirectory), "obj/tango/");
        task.Set(nameof(PipelineSettings.CacheDirectory), cacheDirectory);
        return task.Execute();
    }

    private sealed class Task : PipelineTask
    {
        public PipelineRequest? Created { get; private set; }

        private protected override void Run(CancellationToken cancellationToken) => Created = CreateRequest(worker: null);
    }
}
