using Tango.Planning;
using Tango.Reports;

namespace Tango.Cli.Tests;

/// <summary>What plans of several projects, frameworks and configurations say together.</summary>
public sealed class PlannedBuildTests
{
    private static readonly Pipeline Data = new("/repo/Data/Data.csproj", "/repo/Data/obj/Debug/net10.0/tango");
    private static readonly Pipeline App = new("/repo/App/App.csproj", "/repo/App/obj/Debug/net10.0/tango");
    private static readonly Pipeline AppOld = new("/repo/App/App.csproj", "/repo/App/obj/Debug/net9.0/tango");

    private static readonly PlannedBuild Build = new([
        Step(Data, "load"),
        Step(Data, "clean", needs: ["load"]),
        Step(App, "split", needs: ["Data/clean"]),
        Step(App, "model", needs: ["split"], action: "run"),
        Step(App, "page", needs: ["model", "split"], action: "run", orderOnly: ["split"]),
    ]);

    [Theory]
    [InlineData("load", "", "clean, split, model, page")]
    [InlineData("split", "load, clean", "model, page")]
    [InlineData("page", "load, clean, split, model", "")]
    public void What_is_before_and_after_a_step_is_found_across_projects(string name, string before, string after)
    {
        Assert.Equal(before, Names(Build.Before(Build.Find(name))));
        Assert.Equal(after, Names(Build.After(Build.Find(name))));
    }

    [Theory]
    [InlineData("model", "a", "b", "App/net10.0/model, App/net9.0/model")]
    [InlineData("App/model", "a", "b", "App/net10.0/model, App/net9.0/model")]
    [InlineData("App/model", "a", "a", null)]
    [InlineData("app/NET9.0/Model", "a", "b", null)]
    public void Frameworks_are_asked_about_if_their_results_differ(string name, string id, string oldId, string? candidates)
    {
        var build = new PlannedBuild([Step(App, "model", uniqueId: id), Step(AppOld, "model", uniqueId: oldId)]);

        var error = Record.Exception(() => build.Find(name));

        Assert.Equal(candidates?.Replace(", ", "\n  ", StringComparison.Ordinal), error?.Message.Split(":\n  ")[1]);
    }

    [Fact]
    public void A_plan_that_was_made_twice_counts_once() => Assert.Equal(2, new PlannedBuild([Step(App, "a"), Step(AppOld, "a"), Step(App, "a")]).Steps.Length);

    [Theory]
    [InlineData("modle", "There is no step 'modle'. ")]
    [InlineData("Data/model", "There is no step 'Data/model'. ")]
    public void An_unknown_step_is_told(string name, string message) => Assert.StartsWith(message, Assert.Throws<CliException>(() => Build.Find(name)).Message, StringComparison.Ordinal);

    [Fact]
    public void Where_nothing_declares_steps_that_is_told() => Assert.Contains("tango init", Assert.Throws<CliException>(() => new PlannedBuild([]).Find("a")).Message, StringComparison.Ordinal);

    [Fact]
    public void Projects_are_drawn_as_one_graph()
    {
        // Plans are read in any order.
        var graph = PlannedGraph.Of(Build, Build.Steps.Reverse());

        Assert.Equal(["Data/load", "Data/clean", "App/split", "App/model", "App/page"], graph.Diagram.Boxes.Select(box => box.Name));
        Assert.Equal([PlannedAction.Cached, PlannedAction.Cached, PlannedAction.Cached, PlannedAction.Run, PlannedAction.Run], graph.Diagram.Boxes.Select(box => box.Action));
        Assert.Equal(["0-1", "1-2", "2-3", "3-4", "2.4"], graph.Diagram.Arrows.Select(arrow => $"{arrow.From}{(arrow.IsOrderOnly ? '.' : '-')}{arrow.To}"));
        Assert.Contains("\"App/model\" -> \"App/page\";", DotGraph.From(graph.Diagram), StringComparison.Ordinal);
    }

    // A step of another project may have the name of one of this project.
    [Theory]
    [InlineData("load", "Data/load-, App/load.")]
    [InlineData("Data/load", "Data/load., App/load-")]
    [InlineData("LOAD", "Data/load-, App/load.")]
    [InlineData("load Data/load", "Data/load., App/load.")]
    [InlineData("", "Data/load-, App/load-")]
    public void What_must_only_be_complete_first_is_told_by_project_and_name(string orderOnly, string expected)
    {
        var build = new PlannedBuild([Step(Data, "load"), Step(App, "load"), Step(App, "page", needs: ["Data/load", "load"], orderOnly: orderOnly.Split(' ', StringSplitOptions.RemoveEmptyEntries))]);

        var diagram = PlannedGraph.Of(build, build.Steps).Diagram;

        Assert.Equal(expected, string.Join(", ", diagram.Arrows.Select(arrow => diagram.Boxes[arrow.From].Name + (arrow.IsOrderOnly ? '.' : '-'))));
    }

    [Fact]
    public void Of_one_project_names_are_short() =>
        Assert.Equal(["load", "clean"], PlannedGraph.Of(Build, Build.Steps.Where(step => step.Pipeline == Data)).Diagram.Boxes.Select(box => box.Name));

    private static string Names(IEnumerable<PlannedStep> steps) => string.Join(", ", steps.Select(step => step.Name));

    private static PlannedStep Step(Pipeline pipeline, string name, string[]? needs = null, string action = "cached", string[]? orderOnly = null, string? uniqueId = null) => new()
    {
        Pipeline = pipeline,
        Name = name,
        ClassName = "Step",
        UniqueId = uniqueId ?? $"{pipeline.StateDirectory} {name}",
        Action = action,
        Reason = "",
        Needs = [.. needs ?? []],
        OrderOnly = [.. orderOnly ?? []],
    };
}
