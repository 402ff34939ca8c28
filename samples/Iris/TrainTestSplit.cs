namespace Iris;

/// <summary>Holds back a random part of the flowers, the same part of each species.</summary>
[Step(Deterministic = true)]
public sealed class TrainTestSplit : Step<Split>
{
    public Split Run(IReadOnlyList<Flower> rows, double testFraction = 0.2, int seed = 0)
    {
        var random = new Random(seed);
        var train = new List<Flower>();
        var test = new List<Flower>();
        foreach (var species in rows.GroupBy(flower => flower.Species))
        {
            var shuffled = species.ToArray();
            random.Shuffle(shuffled);
            var held = (int)Math.Round(shuffled.Length * testFraction);
            test.AddRange(shuffled[..held]);
            train.AddRange(shuffled[held..]);
        }

        Summary = $"{train.Count} to train, {test.Count} to test";
        return new(train, test);
    }
}
