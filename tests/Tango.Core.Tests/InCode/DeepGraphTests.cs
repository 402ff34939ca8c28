using System.Text;
using System.Text.Json.Nodes;
using Tango.Diagnostics;

namespace Tango.Core.Tests.InCode;

/// <summary>Depth is data: nothing follows it with the call stack.</summary>
public sealed class DeepGraphTests : IDisposable
{
    private const int Length = 100_000;

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void A_chain_of_100000_steps_is_read_from_a_file()
    {
        var text = new StringBuilder("{");
        for (var index = Length - 1; index > 0; index--)
            text.Append("\"s").Append(index).Append("\":{\"type\":\"Sum\",\"a\":{\"ref\":\"s").Append(index - 1).Append("\"}},\n");

        text.Append("\"s0\":{\"type\":\"Number\",\"value\":0}}");
        File.WriteAllText(_directory.PathOf("graph.json"), text.ToString());

        var graph = StepGraph.FromFile(_directory.PathOf("graph.json"));

        Assert.Equal(Length, graph.Nodes.Length);
        Assert.Equal(("s0", $"s{Length - 1}"), (graph.Nodes[0].Name, graph.Nodes[^1].Name));
        Assert.Equal(Length / 2, graph.Subgraph($"s{(Length / 2) - 1}").Nodes.Length);
    }

    [Fact]
    public void A_chain_of_100000_steps_made_one_after_the_other_is_identified_and_planned()
    {
        Step last = Step.Create<Number>(new { value = 0 });
        for (var index = 1; index < Length; index++)
            last = Step.Create<Sum>(new { a = last });

        Assert.StartsWith("Sum-1-", last.UniqueId, StringComparison.Ordinal);
        Assert.Equal(Length - 1, last.RecursiveDependencies.Count);
        Assert.Equal(Length, DryRun.Plan(last, new MemoryStepCache()).Count);
    }

    [Fact]
    public async Task Inline_steps_nest_hundreds_of_levels_deep_wherever_they_are_declared()
    {
        const int Depth = 400;
        var declaration = $$"""{ "type": "Number", "value": 1 }""";
        for (var level = 0; level < Depth; level++)
            declaration = $$"""{ "type": "Sum", "a": {{declaration}} }""";

        File.WriteAllText(_directory.PathOf("graph.json"), $$"""{ "sum": {{declaration}} }""");
        var parsed = JsonNode.Parse(declaration, documentOptions: new() { MaxDepth = 1000 })!.AsObject();

        var fromFile = StepGraph.FromFile(_directory.PathOf("graph.json"))["sum"];
        var fromParams = Step.FromParams(parsed);
        var inArgument = Step.Create<Sum>(new { a = parsed });

        Assert.Equal(fromFile.UniqueId, fromParams.UniqueId);
        Assert.Equal(Depth, fromFile.RecursiveDependencies.Count);
        Assert.Equal(Depth + 2.0, await inArgument.ResultAsync(new MemoryStepCache()));
    }

    [Fact]
    public void Declarations_that_are_nested_too_deep_are_an_error()
    {
        const int Depth = 5000;
        var text = string.Concat(Enumerable.Repeat("""{ "type": "Sum", "a": """, Depth)) + "1" + new string('}', Depth);
        File.WriteAllText(_directory.PathOf("graph.json"), $$"""{ "sum": {{text}} }""");
        var parsed = JsonNode.Parse(text, documentOptions: new() { MaxDepth = Depth + 1 })!.AsObject();

        Assert.Equal(Descriptors.InvalidGraphFile, Mistake(() => StepGraph.FromFile(_directory.PathOf("graph.json"))).Descriptor);
        Assert.Contains("ref", Mistake(() => Step.FromParams(parsed, name: "sum")).Message, StringComparison.Ordinal);
        Assert.Equal("a", Mistake(() => Step.Create<Sum>(new { a = parsed })).Subject.Argument);

        static Diagnostic Mistake(Func<object> make) => Assert.Single(Assert.Throws<TangoException>(make).Diagnostics);
    }
}
