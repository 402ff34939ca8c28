using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Security.Cryptography;
using Tango.Steps.CodeFingerprints.Conversions;
using Tango.Steps.Metadata;

namespace Tango.Steps.CodeFingerprints;

/// <summary>
/// The code of the user's assemblies as a graph of units. A fingerprint is the hash of the set of units that a step reaches. Each unit is read once, however many steps reach it,
/// and the graph is followed with a work list, because call chains may have any depth.
/// </summary>
internal sealed class CodeGraph
{
    private readonly CodeNodes _nodes = new();
    private readonly AssemblySet _assemblies;
    private readonly NamedDependencies _named;
    private readonly NonCodeParts _beside;
    private readonly CodeWriter _writer;
    private readonly ProjectSupertypes _supertypes;
    private readonly ConversionReader _conversions;

    internal CodeGraph(AssemblySet assemblies)
    {
        _assemblies = assemblies;
        _named = new NamedDependencies(assemblies);
        _beside = new NonCodeParts(assemblies, _named);
        var names = new CanonicalNames(assemblies);
        _writer = new CodeWriter(assemblies, names, new MemberLookup(new TypeHierarchy(assemblies), _nodes), _nodes);
        _supertypes = new ProjectSupertypes(_writer);
        _conversions = new ConversionReader(_writer, assemblies, names, _supertypes);
    }

    /// <summary>The fingerprint without its entries.</summary>
    /// <param name="problems">Receives errors about the files that the code names.</param>
    internal CodeFingerprint Fingerprint(CodeRoots roots, List<string> problems) => new(HashOf(Collect(roots, null, problems)), []);

    /// <summary>The fingerprint with its entries.</summary>
    internal CodeFingerprint Explain(CodeRoots roots)
    {
        var entries = new List<CodeEntry>();
        var hash = HashOf(Collect(roots, entries, []));
        return new CodeFingerprint(hash, [.. entries.OrderBy(entry => entry.Name, StringComparer.Ordinal).ThenBy(entry => entry.Hash, StringComparer.Ordinal)]);
    }

    /// <summary>The fingerprint of everything that can run when a result is read: the types that it is made of, whole.</summary>
    /// <param name="holder">The type that declares the step.</param>
    internal string FingerprintResult(DefinedType holder, IEnumerable<TypeSignature> result) => HashOf(Collect(holder.Assembly, () => ReadResult(result), null, []));

    private List<byte[]> Collect(CodeRoots roots, List<CodeEntry>? entries, List<string> problems) =>
        Collect(roots.Holder.Assembly, () => ReadRoots(roots), entries, problems);

    private List<byte[]> Collect(AssemblyImage assembly, Func<CodeUnit> readRoots, List<CodeEntry>? entries, List<string> problems)
    {
        var digests = new List<byte[]>();
        var packages = new HashSet<string>(StringComparer.Ordinal);
        var seen = new HashSet<CodeNode>();
        var pending = new Stack<CodeNode>();
        var whole = new WholeTypes(_supertypes, _nodes);
        Add("arguments and result", readRoots());
        while (pending.TryPop(out var node))
        {
            Add(entries is null ? "" : CodeEntryNames.Get(node), UnitOf(node));
            Follow(whole.Follow(node));
        }

        foreach (var part in _beside.Find(assembly, seen, packages, problems))
            AddEntry(part.Name, part.Digest);

        return digests;

        void Add(string name, CodeUnit unit)
        {
            if (unit.Digest is { } digest)
                AddEntry(name, digest);

            packages.UnionWith(unit.Packages);
            Follow(unit.Edges);
        }

        void Follow(IEnumerable<CodeNode> edges)
        {
            foreach (var edge in edges)
            {
                if (seen.Add(edge))
                    pending.Push(edge);
            }
        }

        void AddEntry(string name, byte[] digest)
        {
            digests.Add(digest);
            entries?.Add(new(name, Convert.ToHexStringLower(digest)));
        }
    }

    // The order in which units are found depends on the order of the source; the set does not. Every digest includes the unit's own name.
    private static string HashOf(List<byte[]> digests)
    {
        digests.Sort((one, other) => one.AsSpan().SequenceCompareTo(other));
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var digest in digests)
            hash.AppendData(digest);

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private CodeUnit UnitOf(CodeNode node)
    {
        if (node.Unit is null)
        {
            _writer.Clear();
            node.Unit = node.Kind switch
            {
                CodeNodeKind.Method => ReadMethod(node.Assembly, node.Method),
                CodeNodeKind.Initialized => ReadInitialized(node.Type),
                CodeNodeKind.Constructed => ReadConstructed(node.Type),
                CodeNodeKind.Serialized => ReadSerialized(node.Type),
                CodeNodeKind.Reflected => ReadReflected(node.Type),
                CodeNodeKind.ToolAttributes => ReadToolAttributes(node.Type),
                _ => _writer.ToUnit(hasText: false),
            };
        }

        return node.Unit;
    }

    private CodeUnit ReadRoots(CodeRoots roots)
    {
        _writer.Clear();
        _writer.Text.Write("step");
        foreach (var value in roots.Values)
            _writer.WriteType(value, CodeNodeKind.Serialized);

        // The code of a package is its version.
        if (!_assemblies.IsProject(roots.Holder.Assembly.Name))
        {
            _writer.WriteType(Spelled(roots.Holder), CodeNodeKind.Constructed);
            _writer.Text.Write(roots.Method.Name);
            return _writer.ToUnit(hasText: true);
        }

        // A method of a package's base class is part of the package.
        if (_assemblies.IsProject(roots.Method.File.Name))
            _writer.Reach(roots.Method.File, roots.Method.Handle);

        if (roots.Method.IsStatic)
        {
            _writer.Reach(CodeNodeKind.Initialized, roots.Holder);
        }
        else
        {
            _writer.Reach(CodeNodeKind.Constructed, roots.Holder);
            ReachNamed(roots.Holder, ".ctor");
        }

        return _writer.ToUnit(hasText: true);
    }

    private CodeUnit ReadResult(IEnumerable<TypeSignature> types)
    {
        _writer.Clear();
        _writer.Text.Write("result");
        foreach (var type in types)
            _writer.WriteType(type, CodeNodeKind.Reflected);

        return _writer.ToUnit(hasText: true);
    }

    private CodeUnit ReadMethod(AssemblyImage file, MethodDefinitionHandle handle)
    {
        var method = file.Reader.GetMethodDefinition(handle);
        _writer.Text.Write("method");
        _writer.WriteType(file.SignatureOf(method.GetDeclaringType()), CodeNodeKind.Initialized);
        _writer.Text.Write(file.Reader.GetString(method.Name));
        WriteBody(file, handle);
        WriteGenerated();
        _named.Reach(_writer, file, handle);
        return _writer.ToUnit(hasText: true);
    }

    private void WriteBody(AssemblyImage file, MethodDefinitionHandle handle)
    {
        MethodBodyWriter.Write(_writer, file, handle);
        UnsafeAccessorWriter.Write(_writer, file, handle);
        _conversions.Read(file, handle);
    }

    private void WriteGenerated()
    {
        while (_writer.DequeueGenerated() is { } node)
        {
            if (node.Handle.Kind == HandleKind.MethodDefinition)
            {
                _writer.Text.Write("generated method");
                WriteBody(node.Assembly, node.Method);
                continue;
            }

            var type = node.Type;
            _writer.Text.Write("generated type");
            TypeShapeWriter.WriteBases(_writer, type, CodeNodeKind.Constructed);
            foreach (var handle in type.Definition.GetMethods())
            {
                if (IsCalledFromOutside(type.Assembly, handle) || IsNamed(type.Assembly, handle, ".cctor"))
                    _writer.WriteMethod(type.Assembly, handle, CodeNodeKind.Initialized);
            }
        }
    }

    private CodeUnit ReadInitialized(DefinedType type)
    {
        ReachNamed(type, ".cctor");

        // The compiler calls module initializers in the static constructor of the module's own type, which is the first.
        ReachNamed(type.Assembly.Defined(MetadataTokens.TypeDefinitionHandle(1)), ".cctor");
        _named.Reach(_writer, type.Assembly, type.Handle);
        return _writer.ToUnit(hasText: false);
    }

    private CodeUnit ReadConstructed(DefinedType type)
    {
        _writer.Text.Write("type");
        _writer.WriteType(Spelled(type), CodeNodeKind.Initialized);
        TypeShapeWriter.Write(_writer, type);
        foreach (var handle in type.Definition.GetMethods())
        {
            if (IsCalledFromOutside(type.Assembly, handle))
                _writer.Reach(type.Assembly, handle);
        }

        // Static methods that implement an interface are not virtual.
        foreach (var handle in type.Definition.GetMethodImplementations())
        {
            var body = type.Assembly.Reader.GetMethodImplementation(handle).MethodBody;
            if (body.Kind == HandleKind.MethodDefinition)
                _writer.Reach(type.Assembly, (MethodDefinitionHandle)body);
        }

        return _writer.ToUnit(hasText: true);
    }

    private CodeUnit ReadSerialized(DefinedType type)
    {
        _writer.Text.Write("serialized");
        _writer.WriteType(Spelled(type), CodeNodeKind.Constructed);
        SerializedShapeWriter.Write(_writer, type);
        return _writer.ToUnit(hasText: true);
    }

    private CodeUnit ReadReflected(DefinedType type)
    {
        _writer.Text.Write("whole");
        _writer.WriteType(Spelled(type), CodeNodeKind.Serialized);
        WholeShapeWriter.Write(_writer, type);
        return _writer.ToUnit(hasText: true);
    }

    private CodeUnit ReadToolAttributes(DefinedType type)
    {
        _writer.Text.Write("tool attributes");
        _writer.WriteType(Spelled(type), null);
        ToolAttributeWriter.Write(_writer, type);
        return _writer.ToUnit(hasText: true);
    }

    private static TypeSignature Spelled(DefinedType type) => type.Assembly.SignatureOf(type.Handle);

    private void ReachNamed(DefinedType type, string name)
    {
        foreach (var handle in type.Definition.GetMethods())
        {
            if (IsNamed(type.Assembly, handle, name))
                _writer.Reach(type.Assembly, handle);
        }
    }

    private static bool IsNamed(AssemblyImage file, MethodDefinitionHandle handle, string name) =>
        file.Reader.StringComparer.Equals(file.Reader.GetMethodDefinition(handle).Name, name);

    /// <summary>Whether code can call a method without naming its type: overrides, implementations of interfaces, default implementations.</summary>
    private static bool IsCalledFromOutside(AssemblyImage file, MethodDefinitionHandle handle)
    {
        var method = file.Reader.GetMethodDefinition(handle);
        return (method.Attributes & MethodAttributes.Virtual) != 0 && method.RelativeVirtualAddress != 0;
    }
}
