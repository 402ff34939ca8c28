namespace Tango.Parameters;

/// <summary>What came of converting a value: the value, or what is wrong with it.</summary>
internal readonly struct Conversion
{
    private Conversion(ArgumentValue? value, string? problem)
    {
        Value = value;
        Problem = problem;
    }

    /// <summary>The converted value; null when there is a problem.</summary>
    public ArgumentValue? Value { get; }

    /// <summary>What is wrong and how to write it instead, a sentence; null when there is a value.</summary>
    public string? Problem { get; }

    /// <summary>A value.</summary>
    /// <param name="value">The value.</param>
    public static Conversion Of(ArgumentValue value) => new(value, null);

    /// <summary>A single value of the framework.</summary>
    /// <param name="value">The value as <see cref="ArgumentValue.Scalar"/> holds it.</param>
    public static Conversion OfScalar(object value) => new(new ArgumentValue.Scalar(value), null);

    /// <summary>A problem.</summary>
    /// <param name="problem">A sentence.</param>
    public static Conversion Fail(string problem) => new(null, problem);
}
