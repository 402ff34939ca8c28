using System.Globalization;
using Microsoft.ML;

namespace Iris;

/// <summary>Measures a model on flowers it was not trained on.</summary>
[Step(Deterministic = true)]
public sealed class Evaluate : Step<Report>
{
    public Report Run(byte[] model, IReadOnlyList<Flower> rows)
    {
        var context = new MLContext();
        using var zip = new MemoryStream(model);
        var predictions = context.Model.Load(zip, out _).Transform(context.Data.LoadFromEnumerable(rows));
        var metrics = context.MulticlassClassification.Evaluate(predictions);
        var predicted = context.Data.CreateEnumerable<Prediction>(predictions, reuseRowObject: false);

        Summary = string.Create(CultureInfo.InvariantCulture, $"accuracy {100 * metrics.MicroAccuracy:F1} %");
        return new(
            metrics.MicroAccuracy,
            metrics.MacroAccuracy,
            metrics.LogLoss,
            Confusion(rows.Zip(predicted, (flower, prediction) => (flower.Species, prediction.Species))));
    }

    private static Dictionary<string, IReadOnlyDictionary<string, int>> Confusion(
        IEnumerable<(string Actual, string Predicted)> pairs) => pairs
        .GroupBy(pair => pair.Actual, pair => pair.Predicted)
        .ToDictionary(
            row => row.Key,
            IReadOnlyDictionary<string, int> (row) => row.CountBy(species => species).ToDictionary());
}
