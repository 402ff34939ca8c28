using Tango.Steps.Metadata;

namespace Tango.Steps.CodeFingerprints;

/// <summary>
/// The types of one step that count completely because of others. With a type, the constructed types that derive from it or implement it count, because foreign code finds the
/// object's own type. With a type parameter that is examined, all its arguments count. If code examines the targets of delegates or the declaring types of types, these count.
/// </summary>
internal sealed class WholeTypes(ProjectSupertypes supertypes, CodeNodes nodes)
{
    private readonly HashSet<DefinedType> _whole = [];
    private readonly Dictionary<DefinedType, List<DefinedType>> _constructed = [];
    private readonly List<DefinedType> _arguments = [];
    private readonly List<DefinedType> _targets = [];
    private bool _parametersAreWhole;
    private bool _targetsAreWhole;
    private bool _toolAttributesCount;

    /// <summary>The nodes that count because a node is reached.</summary>
    internal IEnumerable<CodeNode> Follow(CodeNode node) => node.Kind switch
    {
        CodeNodeKind.Constructed => Whole(WithArguments(Construct(node.Type))),
        CodeNodeKind.Reflected => _whole.Add(node.Type) ? Find(node.Type) : [],
        CodeNodeKind.Argument => Whole(AddArgument(node.Type)),
        CodeNodeKind.TypeParameters => Whole(ReachParameters()),
        CodeNodeKind.Target => Whole(AddTarget(node.Type)),
        CodeNodeKind.TargetQuery => Whole(ReachTargets()),
        CodeNodeKind.ToolAttributeQuery => ReachToolAttributes(),
        _ => [],
    };

    private List<CodeNode> Find(DefinedType type) =>
        [.. Whole(WithArguments(_constructed.GetValueOrDefault(type) ?? [])), .. Whole(Around(type)), .. WithToolAttributes([type])];

    private IEnumerable<CodeNode> Whole(IEnumerable<DefinedType> types) => types.Select(type => nodes.Get(CodeNodeKind.Reflected, type));

    private List<DefinedType> Construct(DefinedType type)
    {
        var isWhole = false;
        foreach (var super in supertypes.Get(type))
        {
            isWhole |= _whole.Contains(super);
            if (!_constructed.TryGetValue(super, out var constructed))
                _constructed.Add(super, constructed = []);

            constructed.Add(type);
        }

        return isWhole ? [type] : [];
    }

    // The arguments of a generic type's instances are unknown here.
    private List<DefinedType> WithArguments(List<DefinedType> types) =>
        types.Exists(type => type.IsGeneric && !_whole.Contains(type)) ? [.. types, .. ReachParameters()] : types;

    private DefinedType[] AddArgument(DefinedType type)
    {
        _arguments.Add(type);
        return _parametersAreWhole ? [type] : [];
    }

    private DefinedType[] AddTarget(DefinedType type)
    {
        _targets.Add(type);
        return _targetsAreWhole ? [type] : [];
    }

    private List<DefinedType> ReachTargets()
    {
        _targetsAreWhole = true;
        return [.. _targets, .. _whole.SelectMany(Around)];
    }

    private DefinedType[] Around(DefinedType type) =>
        _targetsAreWhole && type.Definition.GetDeclaringType() is { IsNil: false } outer ? [type.Assembly.Defined(outer)] : [];

    private List<CodeNode> ReachToolAttributes()
    {
        _toolAttributesCount = true;
        return [.. WithToolAttributes(_whole)];
    }

    private IEnumerable<CodeNode> WithToolAttributes(IEnumerable<DefinedType> types) =>
        _toolAttributesCount ? types.Select(type => nodes.Get(CodeNodeKind.ToolAttributes, type)) : [];

    private List<DefinedType> ReachParameters()
    {
        _parametersAreWhole = true;
        return _arguments;
    }
}
