namespace Iris;

/// <summary>What the model says about one flower.</summary>
public sealed class Prediction
{
    /// <summary>The most probable species.</summary>
    public string Species { get; set; } = "";

    /// <summary>The probability of each species.</summary>
    public float[] Score { get; set; } = [];
}
