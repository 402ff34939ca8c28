using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using Tango.Build.Tasks.Tests.Infrastructure;
using Tango.Build.TestKit;
using Tango.Graph.Projects;

namespace Tango.Build.Tasks.Tests;

/// <summary>What a build with nothing to do notices of what it is given: everything that decides about results, their places or what is said of them.</summary>
public sealed class InputDigestTests
{
    [Fact]
    public void The_same_inputs_have_the_same_digest() => Assert.Equal(Digest(_ => { }), Digest(_ => { }));

    [Fact]
    public void Each_input_that_decides_about_results_is_found()
    {
        Action<PipelineTask>[] changes =
        [
            _ => { },
            task => task.ProjectFile = Path.GetFullPath("/repo/App/Other.csproj"),
            Set(nameof(PipelineSettings.CacheDirectory), "../.other/cache"),
            task => task.Code = [Assembly("obj/Other.dll"), .. task.Code[1..]],
            task => task.Code = task.Code[..2],
            task => task.Code = [task.Code[0], task.Code[2], task.Code[1]],
            task => task.Code = [.. task.Code, TaskRequests.Part("Reference", "/lib/c.dll")],
            task => task.Code = [.. task.Code, TaskRequests.Part("Dependency", "/lib/c.dll")],
            task => task.Code = [.. task.Code, TaskRequests.Part("RuntimeSwitch", "System.GC.Server", ("Value", "true"))],
            task => task.Code = [.. task.Code, TaskRequests.Part("RuntimeSwitch", "System.GC.Server", ("Value", "false"))],
            Set(nameof(PipelineSettings.PackageGraph), "obj/project.assets.json"),
            Set(nameof(PipelineSettings.PackageTarget), "net10.0/linux-x64"),
            Set(nameof(PipelineSettings.RunsBeforeCompile), "true"),
            Set(nameof(PipelineSettings.StaticWebAssets), "true"),
            Set(nameof(PipelineSettings.RuntimeConfigTemplate), "runtimeconfig.template.json"),
            Set(nameof(PipelineSettings.Mode), "CacheOnly"),
            Set(nameof(PipelineSettings.ExportMode), "Verify"),
            Set(nameof(PipelineSettings.CodeFingerprint), "none"),
            Set(nameof(PipelineSettings.Select), "one"),
            Set(nameof(PipelineSettings.Select), "App/two"),
            Set(nameof(PipelineSettings.Force), "one"),
            Set(nameof(PipelineSettings.Force), "two"),
            Set(nameof(PipelineSettings.Overrides), "one.Value=2"),
            Set(nameof(PipelineSettings.Overrides), "one.Value=2;two.Value=2"),
            Set(nameof(PipelineSettings.Overrides), "no override at all"),
            task => task.ReferencedPipelines = [Told("A-1", ReferencedState.Ready)],
            task => task.ReferencedPipelines = [Told("A-2", ReferencedState.Ready)],
            task => task.Steps = [],
            task => task.Steps = [Item("one", ("Value", "1"))],
            task => task.Steps = [Item("one", ("Value", "1")), Item("three", ("Value", "1"))],
            task => task.Steps = [Item("two", ("Value", "1")), Item("one", ("Value", "1"))],
            task => task.Steps = [Item("one", ("Value", "1")), Item("two", ("Value", "2"))],
            task => task.Steps = [Item("one", ("Value", "1")), Item("two", ("value", "1"))],
            task => task.Steps = [Item("one", ("Value", "1")), Item("two", ("Values", "1"))],
            task => task.Steps = [Item("one", ("Value", "1")), Item("two", ("Value", "1"), ("More", ""))],
            task => task.Steps = [Item("one", ("Value", "1")), Item("two", ("Value", "1 "))],
            task => task.Steps = [Item("one", ("Value", "1;2")), Item("two", ("Value", "1"))],
            task => task.Steps = [Item("one", ("Value", "1%3B2")), Item("two", ("Value", "1"))],
            task => task.Steps = [Item("one", ("Value", "1")), new ItemOfFile(Item("two", ("Value", "1")), "/repo/Steps.props")],
            task => task.Steps = [Item("one", ("Value", "1")), new ItemOfFile(Item("two", ("Value", "1")), "/repo/More.props")],
        ];

        var digests = changes.Select(Digest).ToArray();

        Assert.Equal(digests, digests.Distinct());
    }

    [Fact]
    public void Settings_without_effect_on_results_do_not_matter() => Assert.All(
        (Action<PipelineTask>[])
        [
            Set(nameof(RunOptions.MaxParallelism), "7"),
            Set(nameof(RunOptions.Gpus), "2"),
            Set(nameof(RunOptions.KeepGoing), "false"),
            Set(nameof(RunOptions.CheckInputs), "true"),
            Set(nameof(PipelineSettings.Executor), "local"),
            Set(nameof(PipelineSettings.RunsDirectory), "runs"),
            Set(nameof(PipelineSettings.ProbingPaths), "/packages"),
            Set(nameof(PipelineSettings.ProjectReferences), "../Data/Data.csproj"),
            Set(nameof(PipelineSettings.Force), "Training/one"),
            Set(nameof(PipelineSettings.Overrides), " "),
            task => task.Steps = [Item("one", ("Value", "1")), new ItemOfFile(Item("two", ("Value", "1")), "")],
        ],
        change => Assert.Equal(Digest(_ => { }), Digest(change)));

    [Fact]
    public void Settings_for_another_project_do_not_matter()
    {
        Assert.Equal(Digest(Set(nameof(PipelineSettings.Overrides), "one.Value=2")), Digest(Set(nameof(PipelineSettings.Overrides), "Training/one.Value=3;one.Value=2")));
        Assert.Equal(Digest(Set(nameof(PipelineSettings.Select), "one")), Digest(Set(nameof(PipelineSettings.Select), "one;Training/two")));
    }

    // MSBuild keeps metadata in a hash table, and what hashes are is another thing in every process.
    [Fact]
    public void The_order_of_metadata_does_not_matter()
    {
        (string, string)[] metadata = [.. Enumerable.Range(0, 40).Select(index => ($"Name{index % 7}_{index}", $"{index}"))];

        Assert.Equal(Digest(task => task.Steps = [Item("one", metadata)]), Digest(task => task.Steps = [Item("one", [.. metadata.Reverse()])]));
        Assert.Equal(Digest(task => task.Steps = [new ItemOfFile(Item("one", metadata), "")]), Digest(task => task.Steps = [new ItemOfFile(Item("one", metadata), "", isReversed: true)]));
    }

    [Fact]
    public void A_setting_without_a_value_is_of_no_account() =>
        Assert.Equal(Digest(_ => { }), Digest(task => task.Steps = [Item("one", ("ExportTo", ""), ("Value", "1")), Item("two", ("Value", "1"), ("Cpus", ""))]));

    [Theory]
    [InlineData("ApiKey", "env:NAME")]
    [InlineData("Source", "{\"type\": \"Download\", \"apiKey\": \"env:NAME\"}")]
    [InlineData("SecretEnvironment", "HOME;NAME")]
    [InlineData("secretenvironment", "NAME")]
    [InlineData("Source", "{\"type\": \"Command\", \"run\": \"x\", \"secretEnvironment\": [\"HOME\", \"NAME\"]}")]
    public void Another_value_of_a_secret_is_found_wherever_its_variable_is_named(string argument, string written)
    {
        var variable = $"TANGO_TEST_{Guid.NewGuid():N}";
        var value = written.Replace("NAME", variable, StringComparison.Ordinal);
        Environment.SetEnvironmentVariable("TANGO_SECRET_KEY", "the key of tests");
        string DigestOf(string? secret)
        {
            Environment.SetEnvironmentVariable(variable, secret);
            return Digest(task => task.Steps = [Item("one", (argument, value))]) + Digest(Set(nameof(PipelineSettings.Overrides), $"one.{argument}={value}"));
        }

        string[] digests = [DigestOf("a"), DigestOf("b"), DigestOf(null)];

        Assert.Equal(digests, digests.Distinct());
        Assert.Equal(digests[0], DigestOf("a"));
        Environment.SetEnvironmentVariable(variable, null);
    }

    [Fact]
    public void A_path_is_the_same_whether_its_folder_exists_or_not()
    {
        var first = Digest(task => task.Steps = [Item("one", ("ExportTo", "bin\\Debug/report.json"), ("Pattern", "\\d"))]);

        Assert.Equal(!OperatingSystem.IsWindows(), first == Digest(task => task.Steps = [Item("one", ("ExportTo", "bin/Debug/report.json"), ("Pattern", "\\d"))]));
        Assert.NotEqual(first, Digest(task => task.Steps = [Item("one", ("ExportTo", "bin\\Debug/report.json"), ("Pattern", "/d"))]));
    }

    [Fact]
    public void That_a_step_of_another_project_ran_and_that_it_was_cached_is_the_same() =>
        Assert.Equal(Digest(task => task.ReferencedPipelines = [Told("A-1", ReferencedState.Ready)]), Digest(task => task.ReferencedPipelines = [Told("A-1", ReferencedState.Planned)]));

    [Fact]
    public void Before_the_compiler_a_new_source_of_steps_is_noticed()
    {
        using var directory = TestDirectory.Create();
        var steps = directory.PathOf("Steps.dll");
        string DigestOf(params ITaskItem[] references) => Digest(task =>
        {
            task.Set(nameof(PipelineSettings.RunsBeforeCompile), "true");
            task.Code = [TaskRequests.Part("StepProject", steps), .. references];
        });
        var before = DigestOf();

        directory.Write("Steps.deps.json", "{}");

        Assert.NotEqual(before, DigestOf());
        Assert.NotEqual(
            DigestOf(TaskRequests.Part("Reference", "/lib/a.dll")),
            DigestOf(TaskRequests.Part("Reference", "/lib/a.dll", ("ReferenceSourceTarget", "ProjectReference"))));
    }

    private static string Digest(Action<PipelineTask> change)
    {
        var task = new PlanTangoSteps
        {
            ProjectFile = Path.GetFullPath("/repo/App/App.csproj"),
            Code = [Assembly("obj/App.dll"), TaskRequests.Part("Reference", "/lib/a.dll"), TaskRequests.Part("Reference", "/lib/b.dll")],
            Steps = [Item("one", ("Value", "1")), Item("two", ("Value", "1"))],
        };
        task.Set(nameof(PipelineSettings.CacheDirectory), "../.tango/cache");
        change(task);
        return Convert.ToHexString(InputDigest.Compute(task));
    }

    private static Action<PipelineTask> Set(string setting, string value) => task => task.Set(setting, value);

    private static ITaskItem Assembly(string path) => TaskRequests.Part("Assembly", path);

    private static TaskItem Item(string spec, params (string Name, string Escaped)[] metadata)
    {
        var item = new TaskItem(spec);
        foreach (var (name, escaped) in metadata)
            item.SetMetadata(name, escaped);

        return item;
    }

    private static TaskItem Told(string uniqueId, ReferencedState state)
    {
        var pipeline = new ReferencedPipeline("/repo/Data/Data.csproj", "/cache", [new ReferencedStep("split", uniqueId, "json", "Data", "Split") { State = state }]);
        return Item(pipeline.ProjectFile, ("TangoPipeline", ReferencedPipelineFile.ToText(pipeline)));
    }
}
