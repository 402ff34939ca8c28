using System.Collections.Immutable;

namespace Tango.Graph;

/// <summary>A step as declared, before anything is checked: one <c>TangoStep</c> item, or one object of a JSON graph.</summary>
/// <param name="Name">The name as written.</param>
/// <param name="Values">All settings and arguments as written, in any order.</param>
/// <param name="File">The file with the declaration; null for a graph in code.</param>
internal sealed record StepDeclaration(string Name, ImmutableArray<DeclaredValue> Values, string? File = null)
{
    /// <summary>Finds a value by name, ignoring case.</summary>
    public DeclaredValue? Find(string name)
    {
        foreach (var value in Values)
        {
            if (value.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                return value;
        }

        return null;
    }
}
