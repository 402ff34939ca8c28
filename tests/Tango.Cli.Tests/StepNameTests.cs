using static Tango.Cli.Tests.RecordedFolder;

namespace Tango.Cli.Tests;

/// <summary>Which step a name means if several pipelines have one.</summary>
public sealed class StepNameTests : IDisposable
{
    private readonly RecordedFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // Each build: PROJECT FILE|STATE DIRECTORY|STEP:ID,…
    [Theory]
    [InlineData("two projects", "model", "App/model, Lab/model", "App/App.csproj|App/obj/tango|model:a", "Lab/Lab.csproj|Lab/obj/tango|model:b")]
    [InlineData("the same project name in two folders", "model", "A/App/model, B/App/model", "A/App.csproj|A/obj/tango|model:a", "B/App.csproj|B/obj/tango|model:b")]
    [InlineData("two configurations", "model", "App/Debug/model, App/Release/model", "App.csproj|obj/Debug/net10.0/tango|model:a", "App.csproj|obj/Release/net10.0/tango|model:b")]
    [InlineData("two frameworks", "App/model", "App/net10.0/model, App/net9.0/model", "App.csproj|obj/Debug/net9.0/tango|model:a", "App.csproj|obj/Debug/net10.0/tango|model:b")]
    [InlineData("a name equal ignoring case", "MODEL", "App/model, Lab/Model", "App/App.csproj|App/obj/tango|model:a", "Lab/Lab.csproj|Lab/obj/tango|Model:b")]
    [InlineData("a project in a folder of the same name as another", "App/model", "Lab/App/model, Old/App/model", "Lab/App.csproj|Lab/obj/tango|model:a", "Old/App.csproj|Old/obj/tango|model:b")]
    public void Several_steps_are_listed(string what, string name, string expected, params string[] builds)
    {
        Record(builds);

        var error = Assert.Throws<CliException>(() => Find(name));

        Assert.Equal(2, error.ExitCode);
        Assert.True($"Several steps are called '{name}'. Write which one:\n  {expected.Replace(", ", "\n  ", StringComparison.Ordinal)}" == error.Message, what + ": " + error.Message);
        Assert.All(expected.Split(", "), one => Assert.NotNull(Find(one)));
    }

    // Parts of the paths, from the folder of all; {0} is its path.
    [Theory]
    [InlineData("a folder of another with the same project", "samples/App/model, {0}/App/App.csproj/model", "App/App.csproj|App/obj/tango|model:a", "samples/App/App.csproj|samples/App/obj/tango|model:b")]
    [InlineData("three, each in the next", "x/y/App/model, {0}/s/App.csproj/model, {0}/s/x/App.csproj/model", "s/App.csproj|s/obj/tango|model:a", "s/x/App.csproj|s/x/obj/tango|model:b", "s/x/y/App.csproj|s/x/y/obj/tango|model:c")]
    [InlineData("the same folders in another order", "{0}/A/B/App.csproj/model, {0}/B/A/App.csproj/model", "A/B/App.csproj|A/B/obj/tango|model:a", "B/A/App.csproj|B/A/obj/tango|model:b")]
    [InlineData("a configuration more", "App/x/model, {0}/obj/Debug/tango/model", "App.csproj|obj/Debug/tango|model:a", "App.csproj|obj/Debug/x/tango|model:b")]
    [InlineData("only parts that all have", "{0}/artifacts/obj/tango/model, {0}/obj/tango/model", "App.csproj|obj/tango|model:a", "App.csproj|artifacts/obj/tango|model:b")]
    [InlineData("two projects", "App/model, Lab/model", "App/App.csproj|App/obj/tango|model:a", "Lab/Lab.csproj|Lab/obj/tango|model:b")]
    public void Each_name_that_is_proposed_is_accepted(string what, string expected, params string[] builds)
    {
        Record(builds);

        var names = Assert.Throws<CliException>(() => Find("model")).Message.Split("\n  ")[1..];

        Assert.Equal(what + ": " + string.Format(System.Globalization.CultureInfo.InvariantCulture, expected, _folder.Path), what + ": " + string.Join(", ", names.OrderBy(name => name.StartsWith('/'))));
        Assert.Equal(builds.Length, names.Select(name => Find(name).Step.UniqueId).Distinct().Count());
    }

    [Theory]
    [InlineData("/repo/App/App.csproj", "/repo/App/obj/tango", true)]
    [InlineData("/Repo/App/App.csproj", "/repo/App/obj/tango", null)]
    [InlineData("/repo/App/App.csproj", "/repo/App/obj/Tango", null)]
    [InlineData("/repo/App/App.csproj", "/repo/App/obj/x/tango", false)]
    [InlineData("/repo/Lab/App.csproj", "/repo/App/obj/tango", false)]
    public void Paths_are_compared_as_the_system_does(string project, string state, bool? isSame)
    {
        var pipeline = new Pipeline(project, state);
        var expected = isSame ?? Tango.IO.PathComparison.IgnoresCase;

        Assert.Equal(expected, pipeline == new Pipeline("/repo/App/App.csproj", "/repo/App/obj/tango"));
        Assert.Equal(expected, new HashSet<Pipeline> { pipeline }.Contains(new Pipeline("/repo/App/App.csproj", "/repo/App/obj/tango")));
        Assert.Equal(project.StartsWith("/repo/App", StringComparison.Ordinal) || (isSame is null && Tango.IO.PathComparison.IgnoresCase), pipeline.Contains("/repo/App/src"));
    }

    [Theory]
    [InlineData("only one project still has it", "model", "b", "App/App.csproj|App/obj/tango|model:a", "App/App.csproj|App/obj/tango|other:x", "Lab/Lab.csproj|Lab/obj/tango|model:b")]
    [InlineData("none has it any more", "model", "a", "App/App.csproj|App/obj/tango|model:a", "App/App.csproj|App/obj/tango|other:x")]
    [InlineData("all have the same result", "model", "a", "App.csproj|obj/Debug/net9.0/tango|model:a", "App.csproj|obj/Debug/net10.0/tango|model:a")]
    [InlineData("a framework is named", "net9.0/model", "a", "App.csproj|obj/Debug/net9.0/tango|model:a", "App.csproj|obj/Debug/net10.0/tango|model:b")]
    [InlineData("a folder is named", "src/model", "a", "src/App.csproj|src/obj/tango|model:a", "old/App.csproj|old/obj/tango|model:b")]
    [InlineData("a project's name comes before a folder's", "App/model", "b", "App/Core.csproj|App/obj/tango|model:a", "Main/App.csproj|Main/obj/tango|model:b")]
    [InlineData("the last build of one pipeline counts", "model", "b", "App/App.csproj|App/obj/tango|model:a", "App/App.csproj|App/obj/tango|model:b")]
    [InlineData("artifacts are in one folder", "App/debug_net9.0/model", "a", "App.csproj|artifacts/obj/App/debug_net9.0/tango|model:a", "App.csproj|artifacts/obj/App/debug_net10.0/tango|model:b")]
    public void One_step_is_found(string what, string name, string id, params string[] builds)
    {
        Record(builds);

        Assert.True(id == Find(name).Step.UniqueId, what);
    }

    [Fact]
    public void A_project_that_is_not_there_any_more_is_not_asked_about()
    {
        Record("Old/App.csproj|Old/obj/tango|model:a", "New/App.csproj|New/obj/tango|model:b");
        Directory.CreateDirectory(_folder.PathOf("New"));
        File.WriteAllText(_folder.PathOf("New/App.csproj"), "<Project />");

        Assert.Equal("b", Find("model").Step.UniqueId);
    }

    [Theory]
    [InlineData("Lab", "b")]
    [InlineData("Lab/data", "b")]
    [InlineData("Laboratory", null)]
    [InlineData("", null)]
    public void In_the_folder_of_a_project_its_step_is_meant(string folder, string? id)
    {
        Record("App/App.csproj|App/obj/tango|model:a", "Lab/Lab.csproj|Lab/obj/tango|model:b");
        var path = Path.TrimEndingDirectorySeparator(Directory.CreateDirectory(_folder.PathOf(folder)).FullName);

        Assert.Equal(id, Xunit.Record.Exception(() => RecordedSteps.Find(Workspace.At(path), "model")) is null ? RecordedSteps.Find(Workspace.At(path), "model").Step.UniqueId : null);
    }

    private RecordedStep Find(string name) => RecordedSteps.Find(Workspace.At(_folder.Path), name);

    private void Record(params string[] builds)
    {
        foreach (var build in builds.Select(build => build.Split('|')))
            _folder.Build(build[0], build[1], buildId: null, [.. build[2].Split(',').Select(step => step.Split(':')).Select(step => Ran(step[0], step[1]))]);
    }
}
