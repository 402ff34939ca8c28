using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Tango.Steps.Metadata;

namespace Tango.Steps.CodeFingerprints;

/// <summary>
/// Writes the canonical text of one unit and collects what it reaches. What the compiler made is numbered in the order the unit meets it, and written
/// behind the code that uses it: so neither ordinals nor the place in the file matter, yet the text still says which lambda stands where.
/// </summary>
internal sealed class CodeWriter(AssemblySet assemblies, CanonicalNames names, MemberLookup members, CodeNodes nodes)
{
    private readonly UnitText _text = new();
    private readonly List<CodeNode> _edges = [];
    private readonly HashSet<CodeNode> _known = [];
    private readonly HashSet<string> _packages = new(StringComparer.Ordinal);
    private readonly List<CodeNode> _numbered = [];
    private readonly Queue<CodeNode> _generated = [];
    private readonly TokenRecorder _recorder = new();

    internal UnitText Text => _text;

    internal void Clear()
    {
        _text.Clear();
        _edges.Clear();
        _known.Clear();
        _packages.Clear();
        _numbered.Clear();
        _generated.Clear();
    }

    /// <summary>The unit as written so far.</summary>
    /// <param name="hasText">Whether the text counts; otherwise only what is reached.</param>
    internal CodeUnit ToUnit(bool hasText) => new(hasText ? _text.Digest() : null, [.. _edges], [.. _packages]);

    /// <summary>The next of the compiler's own types and methods that the text refers to and does not hold yet.</summary>
    internal CodeNode? TakeGenerated() => _generated.TryDequeue(out var next) ? next : null;

    internal void Reach(AssemblyImage assembly, MethodDefinitionHandle method) => Reach(nodes.Of(assembly, method));

    internal void Reach(CodeNodeKind kind, DefinedType type) => Reach(nodes.Of(kind, type));

    /// <summary>
    /// Writes what a token stands for, if it was written before: it stands for the same everywhere, unless the compiler's own names are part of it.
    /// </summary>
    /// <param name="assembly">The assembly of the instruction.</param>
    /// <param name="key">The token, and what makes a difference for it.</param>
    internal bool TryRepeat(AssemblyImage assembly, long key)
    {
        if (_recorder.Find(assembly, key) is not { } known)
        {
            return false;
        }

        _text.WriteRaw(known.Bytes);
        foreach (var edge in known.Edges)
        {
            Reach(edge);
        }

        foreach (var package in known.Packages)
        {
            AddPackage(package);
        }

        return true;
    }

    /// <summary>What is written from here on is a token's text; gives the place for <see cref="EndToken"/>.</summary>
    internal int BeginToken()
    {
        _recorder.Start();
        return _text.Length;
    }

    internal void EndToken(AssemblyImage assembly, long key, int start) => _recorder.Stop(assembly, key, _text.Since(start));

    /// <summary>Writes a type.</summary>
    /// <param name="type">The type.</param>
    /// <param name="reach">How far it is reached; null when it is only named. Generic arguments of a reached type may be built by whoever takes them.</param>
    internal void WriteType(TypeSignature type, CodeNodeKind? reach)
    {
        switch (type)
        {
            case TypeSignature.Named named:
                WriteNamed(named, reach);
                break;
            case TypeSignature.Generic generic:
                WriteNamed(generic.Template, reach);
                _text.Write('<');
                foreach (var argument in generic.Arguments)
                {
                    WriteType(argument, ReachOfArgument(reach));
                }

                _text.Write('>');
                break;
            case TypeSignature.Array array:
                _text.Write('[');
                _text.Write(array.Rank);
                WriteType(array.Element, reach);
                break;
            case TypeSignature.Parameter parameter:
                _text.Write(parameter.OfMethod ? 'M' : 'T');
                _text.Write(parameter.Index);
                break;
            case TypeSignature.Wrapped wrapped:
                _text.Write(wrapped.Mark);
                WriteType(wrapped.Element, reach);
                break;
            case TypeSignature.Modified modified:
                _text.Write(modified.IsRequired ? 'R' : 'O');
                WriteType(modified.Modifier, null);
                WriteType(modified.Element, reach);
                break;
            case TypeSignature.Function function:
                _text.Write('F');
                WriteSignature(function.Signature);
                break;
        }
    }

    internal void WriteSignature(MethodSignature<TypeSignature> signature)
    {
        _text.Write(signature.Header.RawValue);
        _text.Write(signature.GenericParameterCount);
        _text.Write(signature.ParameterTypes.Length);
        WriteType(signature.ReturnType, null);
        foreach (var parameter in signature.ParameterTypes)
        {
            WriteType(parameter, null);
        }
    }

    /// <summary>Writes a method that an instruction refers to.</summary>
    /// <param name="file">The assembly of the instruction.</param>
    /// <param name="handle">A definition, reference or specification.</param>
    /// <param name="holder">How far the type that declares it is reached.</param>
    internal void WriteMethod(AssemblyImage file, EntityHandle handle, CodeNodeKind holder)
    {
        switch (handle.Kind)
        {
            case HandleKind.MethodDefinition:
                WriteDefinition(file, (MethodDefinitionHandle)handle, holder);
                break;
            case HandleKind.MemberReference:
                WriteReference(file, file.Reader.GetMemberReference((MemberReferenceHandle)handle), holder);
                break;
            case HandleKind.MethodSpecification:
                var specification = file.Reader.GetMethodSpecification((MethodSpecificationHandle)handle);
                WriteMethod(file, specification.Method, holder);
                _text.Write('<');
                foreach (var argument in specification.DecodeSignature(file.Signatures, null))
                {
                    WriteType(argument, CodeNodeKind.Serialized);
                }

                _text.Write('>');
                break;
            default:
                throw new BadImageFormatException($"{file.Path}: {handle.Kind} is no method.");
        }
    }

    /// <summary>Writes a field that an instruction refers to.</summary>
    internal void WriteField(AssemblyImage file, EntityHandle handle)
    {
        if (handle.Kind == HandleKind.FieldDefinition)
        {
            var definition = (FieldDefinitionHandle)handle;
            WriteType(file.SignatureOf(file.Reader.GetFieldDefinition(definition).GetDeclaringType()), CodeNodeKind.Initialized);
            WriteDefinition(file, definition);
            return;
        }

        var reference = file.Reader.GetMemberReference((MemberReferenceHandle)handle);
        var name = file.Reader.GetString(reference.Name);
        var type = file.SignatureOf(reference.Parent);
        WriteType(type, CodeNodeKind.Initialized);
        if (Project(type) is { } declaring && MemberLookup.Field(declaring, name) is { } field)
        {
            WriteDefinition(declaring.Assembly, field);
        }
        else
        {
            _text.Write(name);
        }
    }

    private static CodeNodeKind? ReachOfArgument(CodeNodeKind? reach) => reach switch
    {
        null => null,
        CodeNodeKind.Reflected => CodeNodeKind.Reflected,
        _ => CodeNodeKind.Serialized,
    };

    private void WriteNamed(TypeSignature.Named named, CodeNodeKind? reach)
    {
        if (named.Assembly.Length == 0)
        {
            _text.Write(named.FullName);
        }
        else if (Project(named) is not { } type)
        {
            WriteLeaf(named);
        }
        else if (names.Of(type) is not { } name)
        {
            WriteNumber(type.Assembly, type.Handle);
        }
        else
        {
            _text.Write(name);
            if (reach is { } kind)
            {
                Reach(kind, type);
            }
        }
    }

    private void WriteLeaf(TypeSignature.Named named)
    {
        _text.Write('L');
        _text.Write(named.Assembly);
        _text.Write(named.FullName);
        if (!assemblies.IsFramework(named.Assembly))
        {
            AddPackage(named.Assembly);
        }
    }

    private void WriteDefinition(AssemblyImage file, MethodDefinitionHandle handle, CodeNodeKind holder)
    {
        var method = file.Reader.GetMethodDefinition(handle);
        WriteType(file.SignatureOf(method.GetDeclaringType()), holder);
        WriteMember(nodes.Of(file, handle));
    }

    private void WriteReference(AssemblyImage file, MemberReference reference, CodeNodeKind holder)
    {
        if (reference.Parent.Kind == HandleKind.MethodDefinition)
        {
            // A call with a variable argument list.
            WriteDefinition(file, (MethodDefinitionHandle)reference.Parent, holder);
            WriteSignature(reference.DecodeMethodSignature(file.Signatures, null));
            return;
        }

        var name = file.Reader.GetString(reference.Name);
        var signature = reference.DecodeMethodSignature(file.Signatures, null);
        if (reference.Parent.Kind == HandleKind.ModuleReference)
        {
            _text.Write(name);
            WriteSignature(signature);
            return;
        }

        var type = file.SignatureOf(reference.Parent);
        WriteType(type, holder);
        var targets = Project(type) is { } declaring ? members.Methods(declaring, name, signature) : [];
        if (targets.Count == 0)
        {
            _text.Write(name);
            WriteSignature(signature);
        }

        foreach (var target in targets)
        {
            WriteMember(target);
        }
    }

    private void WriteMember(CodeNode node)
    {
        var file = node.Assembly;
        var method = file.Reader.GetMethodDefinition(node.Method);
        var name = file.Reader.GetString(method.Name);
        if (names.Of(file.Defined(method.GetDeclaringType())) is null || GeneratedNames.HasOrdinal(name))
        {
            WriteNumber(file, node.Method);
            return;
        }

        _text.Write(name);
        WriteSignature(file.SignatureOf(method));
        Reach(node);
    }

    private void WriteDefinition(AssemblyImage file, FieldDefinitionHandle handle)
    {
        var field = file.Reader.GetFieldDefinition(handle);
        if (field.GetRelativeVirtualAddress() is var address and > 0 && SizeOf(field.DecodeSignature(file.Signatures, null)) is var size and > 0)
        {
            _text.Write('D');
            WriteData(file.DataAt(address), size);
        }
        else if (names.Of(file.Defined(field.GetDeclaringType())) is null)
        {
            WriteNumber(file, handle);
        }
        else
        {
            _text.Write(file.Reader.GetString(field.Name));
            WriteType(field.DecodeSignature(file.Signatures, null), null);
        }
    }

    // The content of static tables: the name the compiler gives such a field is its own affair.
    private void WriteData(PEMemoryBlock data, int size) => _text.Write(data.GetReader(0, Math.Min(size, data.Length)).ReadBytes(Math.Min(size, data.Length)));

    // 0 for types that only the runtime could measure.
    private int SizeOf(TypeSignature type) => type.Definition?.FullName switch
    {
        "System.Byte" or "System.SByte" or "System.Boolean" => 1,
        "System.Int16" or "System.UInt16" or "System.Char" => 2,
        "System.Int32" or "System.UInt32" or "System.Single" => 4,
        "System.Int64" or "System.UInt64" or "System.Double" => 8,
        _ => Project(type)?.Definition.GetLayout().Size ?? 0,
    };

    private void WriteNumber(AssemblyImage file, EntityHandle handle)
    {
        var node = nodes.Of(CodeNodeKind.Generated, file, handle);
        var number = _numbered.IndexOf(node);
        if (number < 0)
        {
            number = _numbered.Count;
            _numbered.Add(node);
            if (handle.Kind != HandleKind.FieldDefinition)
            {
                _generated.Enqueue(node);
            }
        }

        _recorder.Spoil();
        _text.Write('#');
        _text.Write(number);
    }

    private void Reach(CodeNode node)
    {
        _recorder.Add(node);
        if (_known.Add(node))
        {
            _edges.Add(node);
        }
    }

    private void AddPackage(string assembly)
    {
        _recorder.Add(assembly);
        _packages.Add(assembly);
    }

    private DefinedType? Project(TypeSignature type) =>
        type.Definition is { } name && assemblies.IsProject(name.Assembly) && assemblies.Resolve(name) is { } found && assemblies.IsProject(found.Assembly.Name)
            ? found
            : null;
}
