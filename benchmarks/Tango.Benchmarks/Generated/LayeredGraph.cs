using System.Globalization;

namespace Tango.Benchmarks.Generated;

/// <summary>
/// A graph in layers of ten; each step adds two of the layer before, those of the first layer add numbers. The graph of fewer steps is the beginning of
/// that of more.
/// </summary>
internal static class LayeredGraph
{
    private const int Width = 10;

    /// <summary>The name of a step.</summary>
    public static string Name(int step) => string.Create(CultureInfo.InvariantCulture, $"s{step}");

    /// <summary>Whether a step needs no other.</summary>
    public static bool IsFirst(int step) => step < Width;

    /// <summary>The first step that a step needs.</summary>
    public static int Left(int step) => step - Width;

    /// <summary>The second step that a step needs.</summary>
    public static int Right(int step) => step - Width - (step % Width) + ((step + 1) % Width);

    /// <summary>A step's two arguments as a project file has them.</summary>
    public static (string A, string B) Arguments(int step) => IsFirst(step)
        ? (step.ToString(CultureInfo.InvariantCulture), "1")
        : ($"ref:{Name(Left(step))}", $"ref:{Name(Right(step))}");
}
