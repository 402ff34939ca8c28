using Tango.Caching;
using Tango.Core.Tests.Caching;
using Tango.Core.Tests.Execution.Steps;
using Tango.Runs;

namespace Tango.Core.Tests.Engine;

/// <summary>Random graphs with random edits, built one after the other with early cut-off: every result is what a build from nothing computes.</summary>
[Trait("Speed", "Slow")]
public sealed class RandomEditsTests : IDisposable
{
    private const int Edits = 10;

    private readonly EngineProject _project = new();

    public void Dispose() => _project.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task Every_result_is_as_if_nothing_had_been_cached(int seed)
    {
        var random = new Random(seed);
        var graph = Graph.Make(random);
        var taken = 0;
        for (var edit = 0; edit < Edits; edit++)
        {
            graph.Declare(_project);
            Damage(random);
            var (result, events) = await _project.BuildAsync(_project.Request with
            {
                Select = random.Next(4) == 0 ? [$"s{random.Next(graph.Count)}"] : [],
                Force = random.Next(5) == 0 ? [$"s{random.Next(graph.Count)}"] : [],
            });
            taken += events.Of<RunEvent.StepCompleted>().Count(completed => completed.TakenFrom is not null);
            foreach (var step in result.Steps.Where(step => step.State is StepState.Ran or StepState.Cached))
            {
                // What nobody reads is not verified: a torn result is never given to anybody either.
                if (await ReadAsync(step.UniqueId) is { } number)
                    Assert.Equal((edit, step.Name, graph.ResultOf(step.Name)), (edit, step.Name, number));
            }

            graph.Edit(random);
        }

        // Otherwise the edits would show nothing.
        Assert.True(taken > 0, $"Nothing was taken over with seed {seed}.");
    }

    // Removes entries, and tears metadata and results.
    private void Damage(Random random)
    {
        if (!Directory.Exists(_project.Request.CacheDirectory) || random.Next(3) > 0)
            return;

        string[] entries = [.. Directory.GetDirectories(_project.Request.CacheDirectory).Where(entry => !Path.GetFileName(entry).StartsWith('.')).Order(StringComparer.Ordinal)];
        var entry = entries[random.Next(entries.Length)];
        switch (random.Next(3))
        {
            case 0: Directory.Delete(entry, recursive: true); break;
            case 1: Entry.Overwrite(Path.Combine(entry, "metadata.json"), "{"); break;
            default: Array.ForEach(Directory.GetFiles(entry, "result*"), file => Entry.Overwrite(file, "torn")); break;
        }
    }

    private async Task<long?> ReadAsync(string uniqueId)
    {
        var cache = new DirectoryStepCache(_project.Request.CacheDirectory);
        var read = await cache.TryGetAsync(uniqueId, uniqueId.StartsWith("Weighs", StringComparison.Ordinal) ? typeof(long) : typeof(int));
        return read.State == CacheReadState.Corrupt ? null : read.Value switch
        {
            long number => number,
            int number => number,
            var other => throw new InvalidOperationException($"{uniqueId} has the result {other}."),
        };
    }

    /// <summary>A pipeline of numbers, and what each step must compute.</summary>
    private sealed class Graph
    {
        private readonly List<Node> _nodes = [];

        public int Count => _nodes.Count;

        public static Graph Make(Random random)
        {
            var graph = new Graph();
            var count = random.Next(6, 14);
            for (var index = 0; index < count; index++)
                graph._nodes.Add(Node.Make(random, index));

            return graph;
        }

        // Small changes of numbers, which halving hides often; new references; other kinds.
        public void Edit(Random random)
        {
            for (var change = random.Next(1, 3); change > 0; change--)
            {
                // What most others use are the first ones.
                var index = random.Next(random.Next(2) == 0 ? 3 : _nodes.Count);
                _nodes[index] = random.Next(4) == 0 ? Node.Make(random, index) : _nodes[index] with { Number = _nodes[index].Number ^ 1 };
            }
        }

        public void Declare(EngineProject project)
        {
            project.DeclareAnew();
            for (var index = 0; index < _nodes.Count; index++)
                _nodes[index].Declare(project, $"s{index}");
        }

        public long ResultOf(string name) => ResultOf(int.Parse(name.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture));

        private long ResultOf(int index)
        {
            var node = _nodes[index];
            long[] inputs = [.. node.Inputs.Select(ResultOf)];
            return node.IsSum
                ? (inputs.Select((number, place) => number * (place + 2)).Sum() * 31) + node.Number
                : (node.Number / 2) + inputs.FirstOrDefault();
        }
    }

    private sealed record Node(bool IsSum, int Number, int[] Inputs)
    {
        // Only numbers without a sum go into sums, so that no result is too large.
        public static Node Make(Random random, int index)
        {
            var isSum = index > 2 && random.Next(3) == 0;
            int[] inputs = index == 0 ? [] : isSum ? [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => random.Next(Math.Min(index, 3)))] : random.Next(3) == 0 ? [] : [random.Next(Math.Min(index, 3))];
            return new Node(isSum, random.Next(20), inputs);
        }

        public void Declare(EngineProject project, string name)
        {
            if (IsSum)
                project.Declare<Weighs>(name, $"First={Number}", "Numbers=" + string.Join(';', Inputs.Select(input => $"ref:s{input}")));
            else
                project.Declare<Halved>(name, [$"Number={Number}", .. Number % 7 == 3 ? (string[])["OnlyIfNeeded=true"] : [], .. Inputs.Select(input => $"AlsoUsed=ref:s{input}")]);
        }
    }
}
