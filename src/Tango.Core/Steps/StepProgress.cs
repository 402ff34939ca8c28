namespace Tango;

/// <summary>How far a step is.</summary>
/// <param name="Fraction">From 0 to 1; null when the end is not known.</param>
/// <param name="Text">What it is at, e.g. <c>epoch 3 of 50</c>.</param>
public readonly record struct StepProgress(double? Fraction, string? Text = null);
