using Tango.Build.Tasks.Tests.Infrastructure;
using Tango.Build.TestKit;

namespace Tango.Build.Tasks.Tests;

public sealed class OutputFilesTests : IDisposable
{
    private readonly TestDirectory _directory = TestDirectory.Create();
    private readonly RecordingEngine _engine = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void A_file_is_written_and_announced_as_what_the_project_made()
    {
        var path = _directory.PathOf("new folder/graph.mmd");
        var files = Files();

        files.Write(path, "größe");
        files.Announce();

        Assert.Equal("größe", File.ReadAllText(path));
        Assert.Equal($"App -> {path}", _engine.Shown);
        Assert.Equal(path, Assert.Single(files.Items).ItemSpec);
    }

    // The terminal logger shows the last message of this form, and all lines of it.
    [Fact]
    public void Several_files_are_announced_in_one_message()
    {
        var paths = new[] { "a.mmd", "b.dot" }.Select(_directory.PathOf).ToList();
        var files = Files();

        files.Announce();
        paths.ForEach(path => files.Write(path, ""));
        files.Announce();

        Assert.Equal($"App -> {paths[0]}\nApp -> {paths[1]}", Assert.Single(_engine.Messages).Message);
    }

    [Fact]
    public void A_file_that_cannot_be_written_is_an_error_that_names_the_property()
    {
        var path = _directory.PathOf(Path.Combine(_directory.Write("no-folder", ""), "graph.mmd"));

        var mistake = Assert.Single(Assert.Throws<TangoException>(() => Files().Write(path, "")).Diagnostics);

        Assert.Equal("TANGO0604", mistake.Code);
        Assert.Contains($"'{path}'", mistake.Message, StringComparison.Ordinal);
        Assert.EndsWith("name another file with TangoGraphFile.", mistake.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<Project />")]
    [InlineData("# Read me")]
    [InlineData("graph LR\n")]
    [InlineData("<!doctype html>\n<title>x</title>")]
    [InlineData("flowchart LR\n  s0\n")]
    [InlineData("<?xml version=\"1.0\"?>\n<Project Sdk=\"Tango.Build/0.1.0\" />")]
    public void A_file_that_Tango_has_not_written_is_not_replaced(string theirs)
    {
        var path = _directory.Write("file", theirs);

        var mistake = Assert.Single(Assert.Throws<TangoException>(() => Files().Write(path, "<!-- Made by Tango.Build. -->")).Diagnostics);

        Assert.Equal("TANGO0604", mistake.Code);
        Assert.Contains("Tango has not written", mistake.Message, StringComparison.Ordinal);
        Assert.Equal(theirs, File.ReadAllText(path));
    }

    [Theory]
    [InlineData("")]
    [InlineData("flowchart LR\n  %% Made by Tango.Build.\n  s0\n  s1\n")]
    [InlineData("digraph tango {\n  // Made by Tango.Build.\n}\n")]
    [InlineData("```mermaid\nflowchart LR\n  %% Made by Tango.Build.\n  s0\n```\n")]
    [InlineData("<?xml version=\"1.0\"?>\n<!-- Made by Tango.Build. -->\n<svg/>")]
    [InlineData("<!doctype html>\n<!-- Made by Tango.Build. -->\n<html>\nold")]
    public void An_earlier_one_is_replaced(string before)
    {
        var path = _directory.Write("file", before);

        Files().Write(path, "new");

        Assert.Equal("new", File.ReadAllText(path));
    }

    [Fact]
    public void Any_file_below_obj_is_replaced()
    {
        var path = _directory.Write("obj/tango/report.html", "of an earlier version, without a mark");

        Files().Write(path, "new");

        Assert.Equal("new", File.ReadAllText(path));
    }

    [Theory]
    [InlineData("/a/graph.mmd", "", "/a/graph.mmd")]
    [InlineData("/a/graph.mmd", "net10.0", "/a/graph.net10.0.mmd")]
    public void The_target_framework_comes_before_the_extension(string path, string framework, string expected) =>
        Assert.Equal(expected, OutputFiles.PathFor(path, framework));

    private OutputFiles Files() => new(_engine.CreateLog(), "/repo/App.csproj", "TangoGraphFile", _directory.PathOf("obj/tango"));
}
