using System.Collections.Immutable;

namespace Tango.Parameters;

/// <summary>Refers to a step and optionally to a part of its result: <c>ref:split.Train</c>, <c>ref:scores[0]</c>, <c>ref:tables[en]</c>.</summary>
/// <param name="Step">The step's name, as declared.</param>
/// <param name="Path">Property names, indices and keys, outermost first; empty for the whole result.</param>
internal sealed record StepReference(string Step, ImmutableArray<string> Path)
{
    /// <summary>Refers to the whole result of a step.</summary>
    public StepReference(string step)
        : this(step, [])
    {
    }

    /// <inheritdoc/>
    public bool Equals(StepReference? other) =>
        other is not null && Step == other.Step && Path.SequenceEqual(other.Path);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Step, Path.Length);

    /// <summary>The reference as in a declaration.</summary>
    public override string ToString() => Path.IsEmpty ? $"ref:{Step}" : $"ref:{Step}{string.Concat(Path.Select(Part))}";

    private static string Part(string part) =>
        part.Length > 0 && (char.IsLetter(part[0]) || part[0] == '_') && part.All(letter => char.IsLetterOrDigit(letter) || letter == '_') ? "." + part : $"[{part}]";
}
