using System.Reflection.Metadata;
using Tango.Steps.Metadata;

namespace Tango.Steps.CodeFingerprints;

/// <summary>Finds the members that are referred to from another assembly, or from a generic type.</summary>
internal sealed class MemberLookup(TypeHierarchy hierarchy, CodeNodes nodes)
{
    private readonly Dictionary<DefinedType, Dictionary<string, List<CodeNode>>> _methods = [];

    /// <summary>The methods that a reference may mean: one, or, if the types in its signature cannot be compared, all candidates.</summary>
    internal List<CodeNode> Methods(DefinedType type, string name, MethodSignature<TypeSignature> signature)
    {
        // A reference names the type it was compiled against; the member may have moved to a base since.
        for (var holder = type; holder is not null; holder = holder.Base is { } parent ? hierarchy.Resolve(parent) : null)
        {
            if (MethodsOf(holder).TryGetValue(name, out var named) && Matching(named, signature) is { Count: > 0 } found)
                return found;
        }

        return [];
    }

    internal static FieldDefinitionHandle? Field(DefinedType type, string name)
    {
        var reader = type.Assembly.Reader;
        foreach (var handle in type.Definition.GetFields())
        {
            if (reader.StringComparer.Equals(reader.GetFieldDefinition(handle).Name, name))
                return handle;
        }

        return null;
    }

    private Dictionary<string, List<CodeNode>> MethodsOf(DefinedType type)
    {
        if (_methods.TryGetValue(type, out var methods))
            return methods;

        methods = new Dictionary<string, List<CodeNode>>(StringComparer.Ordinal);
        _methods.Add(type, methods);
        var reader = type.Assembly.Reader;
        foreach (var handle in type.Definition.GetMethods())
        {
            var name = reader.GetString(reader.GetMethodDefinition(handle).Name);
            if (!methods.TryGetValue(name, out var named))
                methods.Add(name, named = []);

            named.Add(nodes.Get(type.Assembly, handle));
        }

        return methods;
    }

    private static List<CodeNode> Matching(List<CodeNode> named, MethodSignature<TypeSignature> signature)
    {
        var likely = new List<CodeNode>();
        foreach (var node in named)
        {
            var candidate = node.Assembly.SignatureOf(node.Assembly.Reader.GetMethodDefinition(node.Method));
            if (candidate.ParameterTypes.Length != signature.RequiredParameterCount || candidate.GenericParameterCount != signature.GenericParameterCount)
                continue;

            if (IsSame(candidate, signature))
                return [node];

            likely.Add(node);
        }

        return likely;
    }

    private static bool IsSame(MethodSignature<TypeSignature> one, MethodSignature<TypeSignature> other)
    {
        for (var i = 0; i < one.ParameterTypes.Length; i++)
        {
            if (!TypeHierarchy.Same(one.ParameterTypes[i], other.ParameterTypes[i]))
                return false;
        }

        return TypeHierarchy.Same(one.ReturnType, other.ReturnType);
    }
}
