using System.Reflection.Metadata;
using Tango.Steps.Metadata;

namespace Tango.Steps.CodeFingerprints;

/// <summary>Finds the members that references from another assembly, or from a generic type, mean.</summary>
internal sealed class MemberLookup(TypeHierarchy hierarchy)
{
    private readonly Dictionary<(DefinedType Type, string Name), List<MethodDefinitionHandle>> _methods = [];

    /// <summary>
    /// The methods a reference can mean: one, or, when its signature spells types in a way that cannot be told to be the same, all that might be.
    /// </summary>
    internal IReadOnlyList<(DefinedType Type, MethodDefinitionHandle Method)> Methods(DefinedType type, string name, MethodSignature<TypeSignature> signature)
    {
        // A reference names the type it was compiled against; the member may since have moved to a base.
        for (DefinedType? holder = type; holder is { } declaring; holder = declaring.Base is { } parent ? hierarchy.Resolve(parent) : null)
        {
            var named = Named(declaring, name).Where(method => HasShape(declaring, method, signature)).ToList();
            if (named.Count > 0)
            {
                var exact = named.FindAll(method => IsSame(declaring.Assembly.SignatureOf(declaring.Assembly.Reader.GetMethodDefinition(method)), signature));
                return [.. (exact.Count > 0 ? exact : named).Select(method => (declaring, method))];
            }
        }

        return [];
    }

    internal static FieldDefinitionHandle? Field(DefinedType type, string name)
    {
        var reader = type.Assembly.Reader;
        foreach (var handle in type.Definition.GetFields())
        {
            if (reader.StringComparer.Equals(reader.GetFieldDefinition(handle).Name, name))
            {
                return handle;
            }
        }

        return null;
    }

    private List<MethodDefinitionHandle> Named(DefinedType type, string name)
    {
        if (!_methods.TryGetValue((type, name), out var methods))
        {
            var reader = type.Assembly.Reader;
            methods = [.. type.Definition.GetMethods().Where(handle => reader.StringComparer.Equals(reader.GetMethodDefinition(handle).Name, name))];
            _methods.Add((type, name), methods);
        }

        return methods;
    }

    private static bool HasShape(DefinedType type, MethodDefinitionHandle handle, MethodSignature<TypeSignature> signature)
    {
        var method = type.Assembly.SignatureOf(type.Assembly.Reader.GetMethodDefinition(handle));
        return method.ParameterTypes.Length == signature.RequiredParameterCount && method.GenericParameterCount == signature.GenericParameterCount;
    }

    private static bool IsSame(MethodSignature<TypeSignature> one, MethodSignature<TypeSignature> other) =>
        TypeHierarchy.Same(one.ReturnType, other.ReturnType)
        && one.ParameterTypes.Zip(other.ParameterTypes, TypeHierarchy.Same).All(same => same);
}
