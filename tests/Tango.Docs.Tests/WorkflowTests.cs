using Tango.Build.TestKit;
using YamlDotNet.RepresentationModel;

namespace Tango.Docs.Tests;

/// <summary>The workflow of this repository runs what the README tells people to run.</summary>
public sealed class WorkflowTests
{
    private static readonly YamlMappingNode Job = Read();

    [Fact]
    public void Runs_on_the_three_systems() =>
        Assert.Equal(["ubuntu-latest", "windows-latest", "macos-latest"], ((YamlSequenceNode)Job["strategy"]["matrix"]["os"]).Select(system => system.ToString()));

    [Fact]
    public void Runs_the_commands_of_the_readme_in_their_order()
    {
        var commands = File.ReadLines(Repository.PathOf("README.md")).SkipWhile(line => line != "```sh").Skip(1).TakeWhile(line => line != "```");

        var run = ((YamlSequenceNode)Job["steps"]).Cast<YamlMappingNode>().Where(step => step.Children.ContainsKey("run")).Select(step => step["run"].ToString());

        Assert.Equal(commands, run);
    }

    private static YamlMappingNode Read()
    {
        using var reader = File.OpenText(Repository.PathOf(".github/workflows/ci.yml"));
        var yaml = new YamlStream();
        yaml.Load(reader);
        return (YamlMappingNode)yaml.Documents[0].RootNode["jobs"]["test"];
    }
}
