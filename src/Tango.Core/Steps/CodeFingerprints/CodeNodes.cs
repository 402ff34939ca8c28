using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using Tango.Steps.Metadata;

namespace Tango.Steps.CodeFingerprints;

/// <summary>All nodes of one reading.</summary>
internal sealed class CodeNodes
{
    // The upper half of a token's first byte is not used.
    private const int KindShift = 28;

    private readonly Dictionary<AssemblyImage, Dictionary<int, CodeNode>> _nodes = [];

    internal CodeNode Get(CodeNodeKind kind, DefinedType type) => Get(kind, type.Assembly, type.Handle);

    internal CodeNode Get(AssemblyImage assembly, MethodDefinitionHandle method) => Get(CodeNodeKind.Method, assembly, method);

    internal CodeNode Get(CodeNodeKind kind, AssemblyImage assembly, EntityHandle handle)
    {
        if (!_nodes.TryGetValue(assembly, out var nodes))
            _nodes.Add(assembly, nodes = []);

        var token = MetadataTokens.GetToken(handle);
        var key = token | ((int)kind << KindShift);
        if (!nodes.TryGetValue(key, out var node))
            nodes.Add(key, node = new CodeNode(kind, assembly, token));

        return node;
    }
}
