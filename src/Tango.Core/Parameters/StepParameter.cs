namespace Tango.Parameters;

/// <summary>A parameter of a step's <c>Run</c> method that a declaration can set.</summary>
/// <param name="Name">The name in declarations: the C# name, or that of <see cref="ParameterAttribute"/>. Case is ignored.</param>
internal sealed record StepParameter(string Name, ParameterType Type)
{
    /// <summary>The name in C#, with which the worker passes the value.</summary>
    public string ClrName { get; init; } = Name;

    /// <summary>Its position in the method's list of parameters, including those that the runner supplies, from 0.</summary>
    public int Position { get; init; }

    /// <summary>The value if a declaration does not set one; null if it is required.</summary>
    public ArgumentValue? Default { get; init; }

    /// <summary>When the argument is left out of the step's identity.</summary>
    public SkipInIdRule SkipInId { get; init; }

    /// <summary>Whether its value is a secret: <c>[Secret]</c>.</summary>
    public bool IsSecret { get; init; }

    /// <summary>The value at which it is left out, for <see cref="SkipInIdRule.WhenDefault"/>.</summary>
    public ArgumentValue? SkipInIdDefault { get; init; }
}
