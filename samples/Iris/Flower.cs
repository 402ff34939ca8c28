namespace Iris;

/// <summary>One flower of the Iris data; lengths and widths are in centimetres.</summary>
public sealed record Flower(float SepalLength, float SepalWidth, float PetalLength, float PetalWidth, string Species);
