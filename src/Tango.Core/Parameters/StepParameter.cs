namespace Tango.Parameters;

/// <summary>One parameter of a step's <c>Run</c> method that a declaration can give.</summary>
/// <param name="Name">The name in declarations: the C# name, or the one of <see cref="ParameterAttribute"/>. Matched without regard to case.</param>
/// <param name="Type">What values it takes.</param>
internal sealed record StepParameter(string Name, ParameterType Type)
{
    /// <summary>The name in C#, by which the worker passes the value.</summary>
    public string ClrName { get; init; } = Name;

    /// <summary>Its position in the method's list of parameters, supplied ones included, counted from 0.</summary>
    public int Position { get; init; }

    /// <summary>The value when a declaration does not give one; null when it must.</summary>
    public ArgumentValue? Default { get; init; }

    /// <summary>When the argument is left out of the step's identity.</summary>
    public SkipInIdRule SkipInId { get; init; }

    /// <summary>The value at which it is left out, for <see cref="SkipInIdRule.WhenDefault"/>.</summary>
    public ArgumentValue? SkipInIdDefault { get; init; }
}
