namespace Tango;

/// <summary>How far a step is.</summary>
public readonly record struct StepProgress
{
    /// <summary>The progress of a step.</summary>
    /// <param name="fraction">From 0 to 1; null when the end is not known.</param>
    /// <param name="text">What it is at, e.g. <c>epoch 3 of 50</c>; null to say nothing.</param>
    public StepProgress(double? fraction, string? text = null)
    {
        Fraction = fraction;
        Text = text;
    }

    /// <summary>From 0 to 1; null when the end is not known.</summary>
    public double? Fraction { get; init; }

    /// <summary>The current work, e.g. <c>epoch 3 of 50</c>; null if there is none.</summary>
    public string? Text { get; init; }
}
