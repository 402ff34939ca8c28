using Tango.Core.Tests.Execution;
using Tango.Core.Tests.Execution.Steps;

namespace Tango.Core.Tests.Identity;

/// <summary>However a step is declared, the same step is the same id.</summary>
public sealed class DeclaredIdentityTests : IDisposable
{
    private readonly Project _project = new();
    private readonly Project _other = new();

    public void Dispose()
    {
        _project.Dispose();
        _other.Dispose();
    }

    [Theory]
    [InlineData("Left=1", "Left=1|Right=0")]
    [InlineData("Left=1|Right=2", "right=2|LEFT=1")]
    [InlineData("Left=1", "Left=+1.0")]
    [InlineData("Left=1", "Left=1|Cpus=4|Memory=1GB|Timeout=01:00:00|Retries=2|Gpus=1|Executor=local|SlurmOptions=--partition=gpu")]
    [InlineData("Left=1", "Left=1|CacheResults=false|OnlyIfNeeded=true|ExportTo=x|ExportItem=None")]
    [InlineData("Left=1", "Left=1|DependsOn=other")]
    [InlineData("Left=1|Format=json", "Left=1|Format=json.gz")]
    [InlineData("Left=1|Format=json.br", "Left=1")]
    public void Two_ways_to_say_the_same_are_one_id(string one, string another) =>
        Assert.Equal(IdOf<Plus>(_project, one), IdOf<Plus>(_other, another));

    [Theory]
    [InlineData("Left=1", "Left=2")]
    [InlineData("Left=1|Right=2", "Left=2|Right=1")]
    [InlineData("Left=1", "Left=1|Format=text")]
    [InlineData("Left=1", "Left=ref:other")]
    public void What_differs_has_another_id(string one, string another) =>
        Assert.NotEqual(IdOf<Plus>(_project, one), IdOf<Plus>(_other, another));

    [Theory]
    [InlineData("Numbers=a=1;b=2", "Numbers={\"b\": 2, \"a\": 1}", true)]
    [InlineData("Numbers=a=1;b=2", "Numbers=a=2;b=1", false)]
    public void The_order_of_a_map_does_not_matter(string one, string another, bool areEqual) =>
        Assert.Equal(areEqual, IdOf<SumByName>(_project, one) == IdOf<SumByName>(_other, another));

    [Fact]
    public void The_same_files_in_another_folder_are_one_id()
    {
        foreach (var project in new[] { _project, _other })
            project.Write("data/a.txt", "A");

        Assert.Equal(IdOf<ReadsText>(_project, "Path=data/a.txt"), IdOf<ReadsText>(_other, "Path=./data/a.txt"));
    }

    [Theory]
    [InlineData("data/a.txt", "B")]
    [InlineData("data/b.txt", "A")]
    public void Another_content_or_another_name_is_another_id(string name, string content)
    {
        _project.Write("data/a.txt", "A");
        _other.Write(name, content);

        Assert.NotEqual(IdOf<ReadsText>(_project, "Path=data/a.txt"), IdOf<ReadsText>(_other, "Path=" + name));
    }

    [Fact]
    public void A_text_that_happens_to_be_the_path_of_a_file_is_a_text()
    {
        var path = _project.Write("a.txt", "A");
        var before = IdOf<Writes>(_project, "Text=" + path);
        _project.Write("a.txt", "B");
        _project.DeclareAnew();

        Assert.Equal(before, IdOf<Writes>(_project, "Text=" + path));
    }

    [Fact]
    public void The_name_of_an_upstream_step_does_not_matter()
    {
        _project.Declare<Constant>("one", "Value=1").Declare<Plus>("sum", "Left=ref:one");
        _other.Declare<Constant>("uno", "Value=1").Declare<Plus>("sum", "Left=ref:uno");

        Assert.Equal(_project.UniqueId("sum"), _other.UniqueId("sum"));
    }

    [Fact]
    public void An_inline_step_is_the_same_as_a_named_one()
    {
        _project.Declare<Constant>("one", "Value=1").Declare<Plus>("sum", "Left=ref:one");
        _other.Declare<Plus>("sum", "Left={\"type\": \"Tango.Core.Tests.Execution.Steps.Constant\", \"value\": 1}");

        Assert.Equal(_project.UniqueId("sum"), _other.UniqueId("sum"));
    }

    private static string IdOf<T>(Project project, string metadata)
    {
        project.Declare<Constant>("other", "Value=9").Declare<T>("step", metadata.Split('|'));
        return project.UniqueId("step");
    }
}
