using System.Text.Json;

namespace Tango.Core.Tests.Execution.Steps;

[Step(Deterministic = true, Version = "1")]
public sealed class LoadsLines : Step<IReadOnlyList<string>>
{
    public IReadOnlyList<string> Run(InputFile path) => path.ReadAllText().Split('\n', StringSplitOptions.RemoveEmptyEntries);
}

[Step(Deterministic = true, Version = "1")]
public sealed class Tokenises : Step<IReadOnlyList<IReadOnlyList<string>>>
{
    public IReadOnlyList<IReadOnlyList<string>> Run(IReadOnlyList<string> lines) => [.. lines.Select(line => line.Split(' '))];
}

/// <summary>What training has come to.</summary>
/// <param name="Epochs">Epochs done.</param>
/// <param name="Weights">A weight for each word.</param>
public sealed record WordModel(int Epochs, SortedDictionary<string, double> Weights);

/// <summary>Trains with a checkpoint after each epoch. While a file is there it stops for ever half way, as if it took long, so that it can be killed.</summary>
[Step(Deterministic = true, Version = "1")]
public sealed class TrainsOnWords : Step<WordModel>
{
    public async Task<WordModel> RunAsync(
        IReadOnlyList<IReadOnlyList<string>> sentences,
        CancellationToken cancellationToken,
        int epochs = 100,
        [SkipInId] string haltsWhile = "")
    {
        var checkpoint = Path.Combine(WorkDirectory, "checkpoint.json");
        var model = File.Exists(checkpoint)
            ? JsonSerializer.Deserialize<WordModel>(await File.ReadAllTextAsync(checkpoint, cancellationToken))!
            : new WordModel(0, new(StringComparer.Ordinal));
        Summary = $"started after {model.Epochs} epochs";
        while (model.Epochs < epochs)
        {
            if (model.Epochs == epochs / 2 && File.Exists(haltsWhile))
            {
                Logger.Info("half way");
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }

            model = Next(model, sentences);
            await File.WriteAllTextAsync(checkpoint + ".new", JsonSerializer.Serialize(model), cancellationToken);
            File.Move(checkpoint + ".new", checkpoint, overwrite: true);
        }

        return model;
    }

    private static WordModel Next(WordModel model, IReadOnlyList<IReadOnlyList<string>> sentences)
    {
        var weights = new SortedDictionary<string, double>(model.Weights, StringComparer.Ordinal);
        foreach (var word in sentences.SelectMany(words => words))
            weights[word] = (weights.GetValueOrDefault(word) + word.Length) / 2;

        return new WordModel(model.Epochs + 1, new(weights.ToDictionary()));
    }
}

[Step(Deterministic = true, Version = "1")]
public sealed class Evaluates : Step<double>
{
    public double Run(WordModel model) => model.Weights.Values.Sum();
}
