using System.Collections.Immutable;

namespace Tango.Graph;

/// <summary>
/// A step as somebody declared it, before anything was checked: one <c>TangoStep</c> item, or one object of a JSON graph.
/// </summary>
/// <param name="Name">The name as written.</param>
/// <param name="Values">Everything else as written, settings and arguments alike, in any order.</param>
/// <param name="File">The file that holds the declaration; null for a graph made in code.</param>
internal sealed record StepDeclaration(string Name, ImmutableArray<DeclaredValue> Values, string? File = null)
{
    /// <summary>Finds a value by name, without regard to case.</summary>
    /// <param name="name">The name.</param>
    public DeclaredValue? Find(string name)
    {
        foreach (var value in Values)
        {
            if (value.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        return null;
    }
}
