using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using Tango.Steps.Metadata;

namespace Tango.Steps.CodeFingerprints;

/// <summary>All nodes of one reading.</summary>
internal sealed class CodeNodes
{
    // Tokens leave the upper half of their first byte free.
    private const int KindShift = 28;

    private readonly Dictionary<AssemblyImage, Dictionary<int, CodeNode>> _nodes = [];

    internal CodeNode Of(CodeNodeKind kind, DefinedType type) => Of(kind, type.Assembly, type.Handle);

    internal CodeNode Of(AssemblyImage assembly, MethodDefinitionHandle method) => Of(CodeNodeKind.Method, assembly, method);

    internal CodeNode Of(CodeNodeKind kind, AssemblyImage assembly, EntityHandle handle)
    {
        if (!_nodes.TryGetValue(assembly, out var nodes))
        {
            _nodes.Add(assembly, nodes = []);
        }

        var token = MetadataTokens.GetToken(handle);
        var key = token | ((int)kind << KindShift);
        if (!nodes.TryGetValue(key, out var node))
        {
            nodes.Add(key, node = new CodeNode(kind, assembly, token));
        }

        return node;
    }
}
