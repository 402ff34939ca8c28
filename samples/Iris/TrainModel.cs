using Microsoft.ML;
using Microsoft.ML.Trainers;

namespace Iris;

/// <summary>Trains a maximum entropy classifier and returns it as ML.NET saves it: a zip file.</summary>
/// <remarks>
/// Deterministic though the bytes differ: the zip holds the time of saving, but equal arguments give a model of equal weights.
/// </remarks>
[Step(Deterministic = true)]
public sealed class TrainModel : Step<byte[]>
{
    public byte[] Run(IReadOnlyList<Flower> rows, int epochs = 10, float l2Regularization = 0.001f, int seed = 0)
    {
        var context = new MLContext(seed);
        var data = context.Data.LoadFromEnumerable(rows);
        var trainer = context.MulticlassClassification.Trainers.SdcaMaximumEntropy(new SdcaMaximumEntropyMulticlassTrainer.Options
        {
            MaximumNumberOfIterations = epochs,
            L2Regularization = l2Regularization,
            NumberOfThreads = 1, // Several threads would update the weights in no fixed order.
        });
        var model = Features(context).Append(trainer).Append(SpeciesOfLabel(context)).Fit(data);

        using var zip = new MemoryStream();
        context.Model.Save(model, data.Schema, zip);
        return zip.ToArray();
    }

    private static IEstimator<ITransformer> Features(MLContext context) => context.Transforms
        .Conversion.MapValueToKey("Label", nameof(Flower.Species))
        .Append(context.Transforms.Concatenate(
            "Features",
            nameof(Flower.SepalLength),
            nameof(Flower.SepalWidth),
            nameof(Flower.PetalLength),
            nameof(Flower.PetalWidth)))
        .Append(context.Transforms.NormalizeMeanVariance("Features"));

    private static IEstimator<ITransformer> SpeciesOfLabel(MLContext context) =>
        context.Transforms.Conversion.MapKeyToValue(nameof(Prediction.Species), "PredictedLabel");
}
