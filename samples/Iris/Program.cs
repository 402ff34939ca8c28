using System.Globalization;
using Iris;
using Microsoft.ML;

const string usage = """
    Usage: dotnet run --project samples/Iris -- SEPAL-LENGTH SEPAL-WIDTH PETAL-LENGTH PETAL-WIDTH
    Names the species of a flower from its measurements in centimetres, e.g. 5.9 3.0 5.1 1.8
    """;

var measurements = args.Select(Centimetres).OfType<float>().ToList();
if (args.Length != 4 || measurements.Count != 4)
{
    Console.Error.WriteLine(usage);
    return 2;
}

// The step 'model' exports it here.
var path = Path.Combine(AppContext.BaseDirectory, "iris-model.zip");
if (!File.Exists(path))
{
    Console.Error.WriteLine($"There is no model at {path}. 'dotnet build' trains it.");
    return 1;
}

var flower = new Flower(measurements[0], measurements[1], measurements[2], measurements[3], Species: "");
var context = new MLContext();
var model = context.Model.Load(path, out _);
using var engine = context.Model.CreatePredictionEngine<Flower, Prediction>(model);
var prediction = engine.Predict(flower);
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{prediction.Species} ({100 * prediction.Score.Max():F1} %)"));
return 0;

static float? Centimetres(string text) =>
    float.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) ? value : null;
