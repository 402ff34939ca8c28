using System.Reflection;
using System.Reflection.Metadata;
using System.Security.Cryptography;
using Tango.Steps.Metadata;

namespace Tango.Steps.CodeFingerprints;

/// <summary>
/// The code of the user's assemblies as units that reach one another. A fingerprint is the hash of the set of units a step reaches. Units are
/// read once, however many steps reach them, and followed with a work list: call chains may be of any depth.
/// </summary>
internal sealed class CodeGraph
{
    private readonly Dictionary<CodeNode, CodeUnit> _units = [];
    private readonly PackageVersions _packages;
    private readonly CodeWriter _writer;

    internal CodeGraph(AssemblySet assemblies)
    {
        _packages = new PackageVersions(assemblies);
        _writer = new CodeWriter(assemblies, new CanonicalNames(), new MemberLookup(new TypeHierarchy(assemblies)));
    }

    /// <summary>The fingerprint without its entries.</summary>
    internal CodeFingerprint Fingerprint(CodeRoots roots) => new(HashOf(Collect(roots, null)), []);

    /// <summary>The fingerprint with its entries.</summary>
    internal CodeFingerprint Explain(CodeRoots roots)
    {
        var entries = new List<KeyValuePair<string, string>>();
        var hash = HashOf(Collect(roots, entries));
        return new CodeFingerprint(hash, [.. entries.OrderBy(entry => entry.Key, StringComparer.Ordinal).ThenBy(entry => entry.Value, StringComparer.Ordinal)]);
    }

    private List<byte[]> Collect(CodeRoots roots, List<KeyValuePair<string, string>>? entries)
    {
        var digests = new List<byte[]>();
        var packages = new HashSet<string>(StringComparer.Ordinal);
        var seen = new HashSet<CodeNode>();
        var pending = new Stack<CodeNode>();
        Add("arguments and result", ReadRoots(roots));
        while (pending.TryPop(out var node))
        {
            Add(entries is null ? "" : EntryNames.Of(node), UnitOf(node));
        }

        foreach (var package in _packages.WithNeeded(packages))
        {
            var version = _packages.VersionOf(package);
            AddEntry("package " + version, DigestOfPackage(package, version));
        }

        return digests;

        void Add(string name, CodeUnit unit)
        {
            if (unit.Digest is { } digest)
            {
                AddEntry(name, digest);
            }

            packages.UnionWith(unit.Packages);
            foreach (var edge in unit.Edges)
            {
                if (seen.Add(edge))
                {
                    pending.Push(edge);
                }
            }
        }

        void AddEntry(string name, byte[] digest)
        {
            digests.Add(digest);
            entries?.Add(new(name, Convert.ToHexStringLower(digest)));
        }
    }

    // The order in which units are found depends on the order of the source; the set does not. Every digest covers the unit's own name.
    private static string HashOf(List<byte[]> digests)
    {
        digests.Sort((one, other) => one.AsSpan().SequenceCompareTo(other));
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var digest in digests)
        {
            hash.AppendData(digest);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static byte[] DigestOfPackage(string assembly, string version)
    {
        var text = new UnitText();
        text.Write("package");
        text.Write(assembly);
        text.Write(version);
        return text.Digest();
    }

    private CodeUnit UnitOf(CodeNode node)
    {
        if (!_units.TryGetValue(node, out var unit))
        {
            _writer.Clear();
            unit = node.Kind switch
            {
                CodeNodeKind.Method => ReadMethod(node.Assembly, node.Method),
                CodeNodeKind.Initialized => ReadInitialized(node.Type),
                CodeNodeKind.Constructed => ReadConstructed(node.Type),
                CodeNodeKind.Serialized => ReadSerialized(node.Type),
                _ => ReadReflected(node.Type),
            };
            _units.Add(node, unit);
        }

        return unit;
    }

    private CodeUnit ReadRoots(CodeRoots roots)
    {
        _writer.Clear();
        _writer.Text.Write("step");
        foreach (var value in roots.Values)
        {
            _writer.WriteType(value, CodeNodeKind.Serialized);
        }

        foreach (var method in roots.Methods)
        {
            _writer.Reach(method);
        }

        _writer.Reach(CodeNode.Of(roots.IsFunction ? CodeNodeKind.Initialized : CodeNodeKind.Constructed, roots.Holder));
        return _writer.ToUnit(hasText: true);
    }

    private CodeUnit ReadMethod(AssemblyImage file, MethodDefinitionHandle handle)
    {
        var method = file.Reader.GetMethodDefinition(handle);
        _writer.Text.Write("method");
        _writer.WriteType(file.SignatureOf(method.GetDeclaringType()), CodeNodeKind.Initialized);
        _writer.Text.Write(file.Reader.GetString(method.Name));
        MethodBodyWriter.Write(_writer, file, handle);
        WriteGenerated();
        return _writer.ToUnit(hasText: true);
    }

    private void WriteGenerated()
    {
        while (_writer.TryTakeGenerated(out var file, out var handle))
        {
            if (handle.Kind == HandleKind.MethodDefinition)
            {
                _writer.Text.Write("generated method");
                MethodBodyWriter.Write(_writer, file, (MethodDefinitionHandle)handle);
                continue;
            }

            _writer.Text.Write("generated type");
            var type = new DefinedType(file, (TypeDefinitionHandle)handle);
            TypeShapeWriter.WriteBases(_writer, type, CodeNodeKind.Constructed);
            foreach (var method in CalledFromOutside(type).Concat(Initializers(type)))
            {
                _writer.WriteMethod(file, method, CodeNodeKind.Initialized);
            }
        }
    }

    private CodeUnit ReadInitialized(DefinedType type)
    {
        foreach (var initializer in Initializers(type))
        {
            _writer.Reach(CodeNode.Of(type.Assembly, initializer));
        }

        return _writer.ToUnit(hasText: false);
    }

    private CodeUnit ReadConstructed(DefinedType type)
    {
        _writer.Text.Write("type");
        _writer.WriteType(Spelled(type), CodeNodeKind.Initialized);
        TypeShapeWriter.Write(_writer, type);
        foreach (var method in CalledFromOutside(type))
        {
            _writer.Reach(CodeNode.Of(type.Assembly, method));
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
        _writer.Reach(CodeNode.Of(CodeNodeKind.Serialized, type));
        var reader = type.Assembly.Reader;
        foreach (var method in type.Definition.GetMethods())
        {
            if (!GeneratedNames.HasOrdinal(reader.GetString(reader.GetMethodDefinition(method).Name)))
            {
                _writer.Reach(CodeNode.Of(type.Assembly, method));
            }
        }

        return _writer.ToUnit(hasText: false);
    }

    private static TypeSignature Spelled(DefinedType type) => type.Assembly.SignatureOf(type.Handle);

    /// <summary>What can be called without naming the type: overrides, implementations of interfaces, default implementations of an interface.</summary>
    private static IEnumerable<MethodDefinitionHandle> CalledFromOutside(DefinedType type)
    {
        var reader = type.Assembly.Reader;
        var virtuals = type.Definition.GetMethods().Where(handle =>
        {
            var method = reader.GetMethodDefinition(handle);
            return (method.Attributes & MethodAttributes.Virtual) != 0 && method.RelativeVirtualAddress != 0;
        });
        var implementations = type.Definition.GetMethodImplementations()
            .Select(handle => reader.GetMethodImplementation(handle).MethodBody)
            .Where(body => body.Kind == HandleKind.MethodDefinition)
            .Select(body => (MethodDefinitionHandle)body);
        return virtuals.Concat(implementations).Distinct();
    }

    /// <summary>The type's static constructor, and the module initializers that the compiler gathers in the module's.</summary>
    private static IEnumerable<MethodDefinitionHandle> Initializers(DefinedType type)
    {
        var reader = type.Assembly.Reader;
        var module = reader.TypeDefinitions.First();
        return new[] { type.Handle, module }.Distinct()
            .SelectMany(handle => reader.GetTypeDefinition(handle).GetMethods())
            .Where(handle => reader.StringComparer.Equals(reader.GetMethodDefinition(handle).Name, ".cctor"));
    }
}
