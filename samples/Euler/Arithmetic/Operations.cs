using System.Numerics;

namespace Arithmetic;

/// <summary>Steps that are functions. Their versions stand for their code: raise one, and what it made is made anew.</summary>
public static class Operations
{
    [Step(Deterministic = true, Version = "1")]
    public static Number Add(Number a, Number b) => Number.Of(a.Value() + b.Value());

    [Step(Deterministic = true, Version = "1")]
    public static Number Subtract(Number a, Number b) => Number.Of(a.Value() - b.Value());

    [Step(Deterministic = true, Version = "1")]
    public static Number Multiply(Number a, Number b) => Number.Of(a.Value() * b.Value());

    [Step(Deterministic = true, Version = "1")]
    public static Number Exp(Number a) => Number.Of(Complex.Exp(a.Value()));

    [Step(Deterministic = true, Version = "1")]
    public static Number Sin(Number a) => Number.Of(Complex.Sin(a.Value()));

    [Step(Deterministic = true, Version = "1")]
    public static Number Cos(Number a) => Number.Of(Complex.Cos(a.Value()));

    // Adding zero makes a negative zero a positive one.
    [Step(Deterministic = true, Version = "1", Format = "text")]
    public static string Print(Number a) => FormattableString.Invariant($"{Math.Round(a.Real, 12) + 0} {Math.Round(a.Imaginary, 12) + 0}i\n");
}
