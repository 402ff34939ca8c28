using System.Numerics;

namespace Arithmetic;

/// <summary>A complex number. <see cref="Complex"/> itself has no JSON form.</summary>
public sealed record Number(double Real, double Imaginary)
{
    public Complex Value() => new(Real, Imaginary);

    public static Number Of(Complex value) => new(value.Real, value.Imaginary);
}
