using System.Text.Json.Nodes;
using Tango.Diagnostics;

namespace Tango.Core.Tests.InCode;

public sealed class StepGraphTests
{
    [Theory]
    [InlineData("""{ "two": { "type": "Number", "value": 2 }, "three": { "type": "Sum", "a": { "ref": "two" } } }""")]
    [InlineData("""{ "three": { "type": "Sum", "a": { "ref": "two" } }, "two": { "type": "Number", "value": 2 } }""")]
    public async Task Declarations_stand_in_any_order(string json)
    {
        var graph = StepGraph.FromParams(Parse(json));

        Assert.Equal(["two", "three"], graph.Nodes.Select(node => node.Name));
        Assert.Equal(3.0, await graph["three"].ResultAsync(new MemoryStepCache()));
    }

    [Fact]
    public void The_object_referred_to_is_the_object_of_that_name()
    {
        var graph = StepGraph.FromParams(Parse("""
            {
              "a": { "type": "Number", "value": 1 },
              "b": { "type": "Sum", "a": { "type": "ref", "ref": "a" } },
              "c": { "type": "SumOfMany", "items": [{ "ref": "a" }, 5, { "ref": "b" }], "named": { "x": { "ref": "a" } } }
            }
            """));

        Assert.Same(graph["a"], Assert.Single(graph["b"].Dependencies));
        Assert.Equal(new HashSet<Step> { graph["a"], graph["b"] }, graph["c"].Dependencies.ToHashSet());
        Assert.Equal(["a", "b", "c"], graph.Steps.Keys);
    }

    [Fact]
    public void All_errors_are_reported_at_once()
    {
        var exception = Assert.Throws<TangoException>(() => StepGraph.FromParams(Parse("""
            {
              "unknown type": { "type": "Numbr", "value": 1 },
              "missing": { "type": "Number" },
              "wrong": { "type": "Number", "value": "much" },
              "extra": { "type": "Number", "value": 1, "vale": 2 },
              "dangling": { "type": "Sum", "a": { "ref": "mising" } },
              "text": { "type": "Words" },
              "mismatch": { "type": "Sum", "a": { "ref": "text" } },
              "self": { "type": "Sum", "a": { "ref": "self" } },
              "x": { "type": "Sum", "a": { "ref": "z" } },
              "y": { "type": "Sum", "a": { "ref": "x" } },
              "z": { "type": "Sum", "a": { "ref": "y" } }
            }
            """)));

        Assert.Equal(
            [
                "TANGO0001 unknown type", "TANGO0002 extra", "TANGO0003 missing", "TANGO0004 wrong", "TANGO0005 dangling",
                "TANGO0006 self", "TANGO0006 x", "TANGO0011 mismatch",
            ],
            exception.Diagnostics.Select(found => $"{found.Code} {found.Subject.Step}").Order(StringComparer.Ordinal));
        Assert.Contains("Did you mean 'Number'", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Did you mean 'missing'?", exception.Message, StringComparison.Ordinal);
        Assert.Contains("circular dependency: self → self", exception.Message, StringComparison.Ordinal);
        Assert.Contains("circular dependency: x → z → y → x", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_declared_twice_in_a_file_is_an_error()
    {
        using var directory = new TemporaryDirectory();
        var path = directory.PathOf("graph.json");
        File.WriteAllText(path, """{ "a": { "type": "Number", "value": 1 }, "A": { "type": "Number", "value": 2 } }""");

        var found = Assert.Single(Assert.Throws<TangoException>(() => StepGraph.FromFile(path)).Diagnostics);

        Assert.Equal(Descriptors.DuplicateStepName, found.Descriptor);
        Assert.Equal(path, found.Subject.File);
    }

    [Theory]
    [InlineData("[1]", "it is not a JSON object")]
    [InlineData("{", "it is not JSON")]
    [InlineData("""{ "a": 1 }""", "'a' is not a JSON object")]
    public void A_file_that_declares_no_steps_is_an_error(string text, string why)
    {
        using var directory = new TemporaryDirectory();
        var path = directory.PathOf("graph.json");
        File.WriteAllText(path, text);

        var found = Assert.Single(Assert.Throws<TangoException>(() => StepGraph.FromFile(path)).Diagnostics);

        Assert.Equal(Descriptors.InvalidGraphFile, found.Descriptor);
        Assert.Contains(why, found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_may_have_comments_and_keep_its_steps_in_a_member()
    {
        using var directory = new TemporaryDirectory();
        var path = directory.PathOf("graph.json");
        File.WriteAllText(path, """
            {
              // what the whole is about
              "steps": { "one": { "type": "Number", "value": 1 }, },
            }
            """);

        Assert.Equal(1.0, await StepGraph.FromFile(path)["one"].ResultAsync(new MemoryStepCache()));
    }

    [Fact]
    public async Task Inline_steps_nest_to_any_depth_and_equal_ones_are_one()
    {
        var counter = Runs.NewCounter();
        var graph = StepGraph.FromParams(Parse($$"""
            {
              "total": {
                "type": "SumOfMany",
                "items": [
                  { "type": "Sum", "a": { "type": "Sum", "a": { "type": "Number", "value": 1, "counter": "{{counter}}" }, "b": 10 } },
                  { "type": "Number", "counter": "{{counter}}", "value": 1 }
                ]
              }
            }
            """));

        Assert.Equal(13.0, await graph["total"].ResultAsync(new MemoryStepCache()));
        Assert.Equal(4, graph.Nodes.Length);
        Assert.Equal(1, Runs.Of(counter));
        Assert.True(graph["total"].Dependencies.All(step => step.OnlyIfNeeded));
        Assert.False(graph["total"].OnlyIfNeeded);
    }

    [Theory]
    [InlineData("exportTo", "out/one.json")]
    [InlineData("exportItem", "Content")]
    [InlineData("exportMode", "Replace")]
    public void Settings_that_only_builds_support_are_an_error(string setting, string value)
    {
        var exception = Assert.Throws<TangoException>(() =>
            StepGraph.FromParams(Parse($$"""{ "one": { "type": "Number", "value": 1, "{{setting}}": "{{value}}" } }""")));

        Assert.Contains("TANGO0013", exception.Message, StringComparison.Ordinal);
        Assert.Contains("only builds export", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_inline_step_of_the_wrong_type_is_an_error()
    {
        var exception = Assert.Throws<TangoException>(() =>
            StepGraph.FromParams(Parse("""{ "sum": { "type": "Sum", "a": { "type": "Words" } } }""")));

        var found = Assert.Single(exception.Diagnostics);
        Assert.Equal(Descriptors.ReferenceTypeMismatch, found.Descriptor);
        Assert.Contains("'sum' needs double for 'a'", found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sub_graph_holds_the_named_steps_and_what_they_need()
    {
        var graph = StepGraph.FromParams(Parse("""
            {
              "a": { "type": "Number", "value": 1 },
              "b": { "type": "Sum", "a": { "ref": "a" } },
              "c": { "type": "Sum", "a": { "ref": "b" } },
              "d": { "type": "Number", "value": 4 }
            }
            """));

        var part = graph.Subgraph("b");

        Assert.Equal(["a", "b"], part.Nodes.Select(node => node.Name));
        Assert.Same(graph["b"], part["b"]);
        Assert.Contains("The steps are 'a', 'b', 'c', 'd'", Assert.Throws<KeyNotFoundException>(() => graph.Subgraph("everything")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_graph_file_is_an_error_with_its_path()
    {
        var path = Path.Combine(Path.GetTempPath(), Runs.NewCounter() + ".json");

        var found = Assert.Single(Assert.Throws<TangoException>(() => StepGraph.FromFile(path)).Diagnostics);

        Assert.Equal((Descriptors.InvalidGraphFile, path), (found.Descriptor, found.Subject.File));
        Assert.Contains("it cannot be read", found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Steps_that_a_graph_is_made_of_are_asked_for_though_they_have_no_name()
    {
        var counter = Runs.NewCounter();
        var graph = StepGraph.Create(Step.Create<Sum>(new { a = Step.Create<Number>(new { value = 1, counter }), counter }));

        await graph.RunAsync(new MemoryStepCache());

        Assert.Equal(2, Runs.Of(counter));
        Assert.Equal(["Sum"], graph.Steps.Keys);
    }

    [Fact]
    public async Task What_is_not_stored_runs_only_while_what_takes_it_is_not_stored_either()
    {
        var counter = Runs.NewCounter();
        var passing = Step.Create<Passing>(new { value = 1, counter }, new() { Name = "passing" });
        var graph = StepGraph.Create(passing, Step.Create<Sum>(new { a = passing }, new() { Name = "sum" }));
        var cache = new MemoryStepCache();

        await graph.RunAsync(cache);
        await graph.RunAsync(cache);

        Assert.Equal(1, Runs.Of(counter));
    }

    [Fact]
    public void A_single_step_refers_to_steps_that_exist()
    {
        var two = Step.Create<Number>(new { value = 2 });
        var steps = new Dictionary<string, Step> { ["two"] = two };

        var sum = Step.FromParams(JsonNode.Parse("""{ "type": "Sum", "a": { "ref": "two" } }""")!.AsObject(), steps, "sum");

        Assert.Same(two, Assert.Single(sum.Dependencies));
        Assert.Equal("sum", sum.Name);
        Assert.Equal(Step.Create<Sum>(new { a = two }).UniqueId, sum.UniqueId);
        var exception = Assert.Throws<TangoException>(() =>
            Step.FromParams(JsonNode.Parse("""{ "type": "Sum", "a": { "ref": "to" } }""")!.AsObject(), steps));
        Assert.Contains("Did you mean 'two'?", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chain_of_100000_steps_is_made_identified_planned_and_run()
    {
        const int Length = 100_000;
        var parameters = new Dictionary<string, JsonObject> { ["s0"] = new() { ["type"] = "Number", ["value"] = 0 } };
        for (var index = Length - 1; index > 0; index--)
            parameters.Add($"s{index}", new() { ["type"] = "Sum", ["a"] = new JsonObject { ["ref"] = $"s{index - 1}" } });

        var last = StepGraph.FromParams(parameters)[$"s{Length - 1}"];

        var cache = new MemoryStepCache();
        Assert.Equal(Length - 1, last.RecursiveDependencies.Count);
        Assert.Equal(Length, DryRun.Plan(last, cache).Count);
        Assert.Equal(Length - 1.0, await last.ResultAsync(cache));
        Assert.Equal([(last, true)], DryRun.Plan(last, cache));
    }

    private static Dictionary<string, JsonObject> Parse(string json) =>
        JsonNode.Parse(json)!.AsObject().ToDictionary(step => step.Key, step => step.Value!.AsObject());
}
