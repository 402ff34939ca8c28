using Tango.Docs.Tests.Infrastructure;
using YamlDotNet.RepresentationModel;

namespace Tango.Docs.Tests;

/// <summary>The recipes for build servers keep the cache of builds that fail: what they have computed is as good as that of others.</summary>
public sealed class RecipeTests
{
    private const string Cache = ".tango/cache";

    // Pull requests are compared with the records of the base branch.
    private const string Records = ".tango/runs";

    private static readonly Dictionary<string, YamlMappingNode> Recipes = RepositoryFiles.Page("docs/guide/ci.md").Blocks
        .Where(block => block.Language == "yaml")
        .Select(block => Read(block.Text))
        .ToDictionary(recipe => recipe.Children.ContainsKey("on") ? "GitHub" : recipe.Children.ContainsKey("jobs") ? "Azure" : "GitLab");

    [Fact]
    public void GitHub_saves_always_what_it_restored()
    {
        var steps = Items(Recipes["GitHub"]["jobs"]["build"]["steps"]).ToList();
        var restore = Assert.Single(steps, step => Text(step, "uses").StartsWith("actions/cache/restore@", StringComparison.Ordinal));
        var save = Assert.Single(steps, step => Text(step, "uses").StartsWith("actions/cache/save@", StringComparison.Ordinal));

        // The action that does both saves only after success.
        Assert.DoesNotContain(steps, step => Text(step, "uses").StartsWith("actions/cache@", StringComparison.Ordinal));
        Assert.Equal("always()", Text(save, "if"));
        Assert.All([restore, save], step => Assert.Equal([Cache, Records], step["with"]["path"].ToString().Trim().Split('\n')));
        Assert.Equal(restore["with"]["key"].ToString(), save["with"]["key"].ToString());
        Assert.StartsWith(restore["with"]["restore-keys"].ToString(), restore["with"]["key"].ToString(), StringComparison.Ordinal);

        // Keys on GitHub are never written twice.
        Assert.Contains("github.run_attempt", save["with"]["key"].ToString(), StringComparison.Ordinal);
        var builds = steps.Where(step => Text(step, "run").StartsWith("dotnet ", StringComparison.Ordinal)).ToList();
        Assert.All(builds, build => Assert.InRange(steps.IndexOf(build), steps.IndexOf(restore) + 1, steps.IndexOf(save) - 1));
    }

    [Fact]
    public void Azure_lets_the_job_with_the_cache_succeed_and_another_one_fail()
    {
        var jobs = Items(Recipes["Azure"]["jobs"]).ToDictionary(job => Text(job, "job"));
        var build = jobs["build"];
        var steps = Items(build["steps"]).ToList();
        var cache = Assert.Single(steps, step => Text(step, "task").StartsWith("Cache@", StringComparison.Ordinal));
        var script = Assert.Single(steps, step => Text(step, "bash").Length > 0);

        // The task takes one folder.
        Assert.Equal(Path.GetDirectoryName(Cache), cache["inputs"]["path"].ToString());
        Assert.Equal(Path.GetDirectoryName(Records), cache["inputs"]["path"].ToString());
        Assert.Contains("$(System.JobAttempt)", cache["inputs"]["key"].ToString(), StringComparison.Ordinal);
        Assert.True(steps.IndexOf(cache) < steps.IndexOf(script));
        Assert.DoesNotContain(steps, step => Text(step, "script").Length > 0);

        // a && b || echo: the last command always succeeds.
        var lines = Text(script, "bash").Trim().Split('\n').Select(line => line.Trim()).ToList();
        Assert.All(lines[..^2], line => Assert.EndsWith("&&", line, StringComparison.Ordinal));
        Assert.EndsWith("||", lines[^2], StringComparison.Ordinal);
        Assert.Equal("echo \"##vso[task.setvariable variable=failed;isOutput=true]true\"", lines[^1]);

        var verdict = Assert.Single(jobs.Values, job => Text(job, "dependsOn") == "build");
        Assert.Equal($"eq(dependencies.build.outputs['{Text(script, "name")}.failed'], 'true')", Text(verdict, "condition"));
        Assert.Contains(Items(verdict["steps"]), step => Text(step, "script") == "exit 1");
        Assert.DoesNotContain(Items(verdict["steps"]), step => Text(step, "task").StartsWith("Cache@", StringComparison.Ordinal));
    }

    [Fact]
    public void GitLab_saves_always()
    {
        var cache = (YamlMappingNode)Recipes["GitLab"]["build"]["cache"];

        Assert.Equal("always", Text(cache, "when"));
        Assert.Equal([Cache, Records], ((YamlSequenceNode)cache["paths"]).Select(path => path.ToString()));
    }

    private static IEnumerable<YamlMappingNode> Items(YamlNode node) => ((YamlSequenceNode)node).Cast<YamlMappingNode>();

    private static string Text(YamlMappingNode node, string name) => node.Children.TryGetValue(name, out var value) ? value.ToString() : "";

    private static YamlMappingNode Read(string text)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(text));
        return (YamlMappingNode)yaml.Documents[0].RootNode;
    }
}
