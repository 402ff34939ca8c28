using Tango.Steps.Metadata;

namespace Tango.Steps.CodeFingerprints;

/// <summary>The bases and interfaces of the user's types that are the user's own too.</summary>
internal sealed class ProjectSupertypes(CodeWriter writer)
{
    private readonly Dictionary<DefinedType, HashSet<DefinedType>> _known = [];

    /// <summary>The type itself with all its bases and interfaces that are the user's own.</summary>
    internal HashSet<DefinedType> Get(DefinedType type)
    {
        if (_known.TryGetValue(type, out var all))
            return all;

        all = [type];
        var pending = new Stack<DefinedType>([type]);
        while (pending.TryPop(out var next))
        {
            foreach (var parent in DirectOf(next))
            {
                if (writer.Project(parent) is { } own && all.Add(own))
                    pending.Push(own);
            }
        }

        _known.Add(type, all);
        return all;
    }

    /// <summary>Whether an object of one type can be used as the other.</summary>
    internal bool Has(DefinedType type, DefinedType super) => type == super || Get(type).Contains(super);

    /// <summary>Whether the type, or one of its own bases, declares that it implements a foreign interface.</summary>
    internal bool Implements(DefinedType type, string interfaceName)
    {
        foreach (var own in Get(type))
        {
            foreach (var implemented in own.Interfaces)
            {
                if (implemented.IsNamed(interfaceName))
                    return true;
            }
        }

        return false;
    }

    /// <summary>The base and the interfaces that a type declares, including foreign ones.</summary>
    internal static IEnumerable<TypeSignature> DirectOf(DefinedType type) => type.Base is { } parent ? type.Interfaces.Prepend(parent) : type.Interfaces;
}
