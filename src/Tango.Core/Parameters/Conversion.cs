namespace Tango.Parameters;

/// <summary>The outcome of converting a value: the value, or the error.</summary>
internal readonly struct Conversion
{
    private Conversion(ArgumentValue? value, string? problem)
    {
        Value = value;
        Problem = problem;
    }

    /// <summary>The converted value; null if there is an error.</summary>
    public ArgumentValue? Value { get; }

    /// <summary>The error and the correct form, a sentence; null if there is a value.</summary>
    public string? Problem { get; }

    /// <summary>A value.</summary>
    public static Conversion From(ArgumentValue value) => new(value, null);

    /// <summary>A single value of the framework.</summary>
    /// <param name="value">The value as in <see cref="ArgumentValue.Scalar"/>.</param>
    public static Conversion FromScalar(object value) => new(new ArgumentValue.Scalar(value), null);

    /// <summary>An error.</summary>
    public static Conversion Fail(string problem) => new(null, problem);
}
