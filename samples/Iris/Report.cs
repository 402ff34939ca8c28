namespace Iris;

/// <summary>How well a model does on flowers it was not trained on.</summary>
/// <param name="Accuracy">The part of all flowers whose species it finds.</param>
/// <param name="MacroAccuracy">The same for each species, averaged over the species.</param>
/// <param name="LogLoss">How sure it is of the right species; 0 is certainty.</param>
/// <param name="Confusion">The number of flowers by their species and, inside, by the species predicted.</param>
public sealed record Report(
    double Accuracy,
    double MacroAccuracy,
    double LogLoss,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, int>> Confusion);
