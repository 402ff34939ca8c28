using System.Reflection.Metadata;
using Tango.Steps.Metadata;

namespace Tango.Steps.CodeFingerprints;

/// <summary>
/// Writes the canonical text of one unit and collects the nodes it reaches. Generated members are numbered in the order in which the unit refers to them, and written after the
/// code that uses them: so neither the compiler's ordinals nor the position in the file matter, but the text shows which lambda is used where.
/// </summary>
internal sealed class CodeWriter(AssemblySet assemblies, CanonicalNames names, MemberLookup members, CodeNodes nodes)
{
    private readonly UnitText _text = new();
    private readonly List<CodeNode> _edges = [];
    private readonly HashSet<CodeNode> _known = [];
    private readonly HashSet<string> _packages = new(StringComparer.Ordinal);
    private readonly List<CodeNode> _numbered = [];
    private readonly Queue<CodeNode> _generated = [];
    private readonly TokenCache _recorder = new();

    internal UnitText Text => _text;

    /// <summary>The user's own assemblies.</summary>
    internal IReadOnlyList<AssemblyImage> Projects => assemblies.Projects;

    internal void Clear()
    {
        _text.Clear();
        _edges.Clear();
        _known.Clear();
        _packages.Clear();
        _numbered.Clear();
        _generated.Clear();
    }

    /// <summary>The unit that was written.</summary>
    /// <param name="hasText">Whether the text counts; otherwise only the edges.</param>
    internal CodeUnit ToUnit(bool hasText) => new(hasText ? _text.Digest() : null, [.. _edges], [.. _packages]);

    /// <summary>The next generated type or method that the text refers to and that is not written yet.</summary>
    internal CodeNode? DequeueGenerated() => _generated.TryDequeue(out var next) ? next : null;

    internal void Reach(AssemblyImage assembly, MethodDefinitionHandle method) => Reach(nodes.Get(assembly, method));

    internal void Reach(CodeNodeKind kind, DefinedType type) => Reach(nodes.Get(kind, type));

    internal void Reach(CodeNodeKind kind, AssemblyImage assembly, EntityHandle handle) => Reach(nodes.Get(kind, assembly, handle));

    /// <summary>Reaches a type and its generic arguments without writing them.</summary>
    internal void ReachTypes(TypeSignature type, CodeNodeKind kind)
    {
        switch (type)
        {
            case TypeSignature.Array array:
                ReachTypes(array.Element, kind);
                break;
            case TypeSignature.Wrapped wrapped:
                ReachTypes(wrapped.Element, kind);
                break;
            case TypeSignature.Modified modified:
                ReachTypes(modified.Element, kind);
                break;
            default:
                if (Project(type) is { } own && names.Get(own) is not null)
                    Reach(kind, own);

                foreach (var argument in type.TypeArguments)
                    ReachTypes(argument, kind);

                break;
        }
    }

    /// <summary>Records that the type arguments of the user's own generic code are passed on or examined.</summary>
    internal void ReachTypeParameters() => ReachQuery(CodeNodeKind.TypeParameters);

    /// <summary>Records a query, which makes other members count wherever they are.</summary>
    internal void ReachQuery(CodeNodeKind kind) => Reach(nodes.Get(kind, assemblies.Projects[0], EntityHandle.ModuleDefinition));

    /// <summary>Writes the text of a token, if it was written before: the text is the same everywhere, unless it contains generated names.</summary>
    /// <param name="assembly">The assembly of the instruction.</param>
    /// <param name="key">The token, combined with everything else that affects its text.</param>
    internal bool TryReplay(AssemblyImage assembly, long key)
    {
        if (_recorder.Find(assembly, key) is not { } known)
            return false;

        _text.WriteRaw(known.Bytes);
        foreach (var edge in known.Edges)
            Reach(edge);

        foreach (var package in known.Packages)
            AddPackage(package);

        return true;
    }

    /// <summary>Starts the text of a token; returns the position for <see cref="EndToken"/>.</summary>
    internal int BeginToken()
    {
        _recorder.Start();
        return _text.Length;
    }

    internal void EndToken(AssemblyImage assembly, long key, int start) => _recorder.Stop(assembly, key, _text.Since(start));

    /// <summary>Writes a type.</summary>
    /// <param name="reach">How far it is reached; null if it is only named. The generic arguments of a reached type may be instantiated by code that receives them.</param>
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
                    WriteArgument(argument, generic.Template, reach);

                _text.Write('>');
                break;
            case TypeSignature.Array array:
                _text.Write('[');
                _text.Write(array.Rank);
                WriteType(array.Element, reach);
                break;
            case TypeSignature.Parameter parameter:
                if (reach == CodeNodeKind.Reflected)
                    ReachTypeParameters();

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
            WriteType(parameter, null);
    }

    /// <summary>Writes a method that an instruction refers to.</summary>
    /// <param name="file">The assembly of the instruction.</param>
    /// <param name="handle">A definition, reference or specification.</param>
    /// <param name="holder">How far its declaring type is reached.</param>
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
                var declaring = DeclaringTypeOf(file, specification.Method);
                _text.Write('<');
                foreach (var argument in specification.DecodeSignature(file.Signatures, null))
                    WriteArgument(argument, declaring, CodeNodeKind.Serialized);

                _text.Write('>');
                break;
            default:
                throw new BadImageFormatException($"{file.Path}: {handle.Kind} is no method.");
        }
    }

    // The user's own generic code is followed. The framework's only creates, compares and serializes its arguments, except types that use reflection. A package's code may do
    // anything.
    private void WriteArgument(TypeSignature argument, TypeSignature.Named? generic, CodeNodeKind? reach)
    {
        if (reach is null || generic is null)
        {
            WriteType(argument, reach);
            return;
        }

        if (assemblies.IsProject(generic.Assembly))
            ReachTypes(argument, CodeNodeKind.Argument);

        WriteType(argument, reach == CodeNodeKind.Reflected || ReadsArguments(generic) ? CodeNodeKind.Reflected : CodeNodeKind.Serialized);
    }

    private bool ReadsArguments(TypeSignature.Named generic) =>
        generic.FullName is "System.Runtime.CompilerServices.CallSite`1" or "System.Reflection.DispatchProxy"
        || (generic.Assembly is not ("" or "FSharp.Core")
            && !assemblies.IsProject(generic.Assembly)
            && !AssemblySet.IsTangoCore(generic.Assembly)
            && !assemblies.IsFramework(generic.Assembly));

    private static TypeSignature.Named? DeclaringTypeOf(AssemblyImage file, EntityHandle method) => method.Kind == HandleKind.MethodDefinition
        ? file.SignatureOf(file.Reader.GetMethodDefinition((MethodDefinitionHandle)method).GetDeclaringType()).Definition
        : file.SignatureOf(file.Reader.GetMemberReference((MemberReferenceHandle)method).Parent).Definition;

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
        else if (names.Get(type) is not { } name)
        {
            WriteNumber(type.Assembly, type.Handle);
        }
        else
        {
            _text.Write(name);
            if (reach is { } kind)
                Reach(kind, type);
        }
    }

    private void WriteLeaf(TypeSignature.Named named)
    {
        _text.Write('L');
        _text.Write(named.Assembly);
        _text.Write(named.FullName);
        if (!assemblies.IsFramework(named.Assembly))
            AddPackage(named.Assembly);
        else if (ResourceAccess.IsGivenBy(named))
            ReachQuery(CodeNodeKind.ResourceAccess);
        else if (AttributeWriter.IsForTools(named.FullName))
            ReachQuery(CodeNodeKind.ToolAttributeQuery);
    }

    private void WriteDefinition(AssemblyImage file, MethodDefinitionHandle handle, CodeNodeKind holder)
    {
        var method = file.Reader.GetMethodDefinition(handle);
        WriteType(file.SignatureOf(method.GetDeclaringType()), holder);
        WriteMember(nodes.Get(file, handle));
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
            WriteMember(target);
    }

    private void WriteMember(CodeNode node)
    {
        var file = node.Assembly;
        var method = file.Reader.GetMethodDefinition(node.Method);
        var name = file.Reader.GetString(method.Name);
        if (names.Get(file.Defined(method.GetDeclaringType())) is null || GeneratedNames.HasOrdinal(name))
        {
            WriteNumber(file, node.Method);
            return;
        }

        _text.Write(name);
        WriteSignature(file.SignatureOf(method));
        Reach(node);
    }

    /// <summary>Writes a number for what the compiler made.</summary>
    internal void WriteNumber(AssemblyImage file, EntityHandle handle)
    {
        var node = nodes.Get(CodeNodeKind.Generated, file, handle);
        var number = _numbered.IndexOf(node);
        if (number < 0)
        {
            number = _numbered.Count;
            _numbered.Add(node);
            if (handle.Kind != HandleKind.FieldDefinition)
                _generated.Enqueue(node);
        }

        _recorder.Invalidate();
        _text.Write('#');
        _text.Write(number);
    }

    /// <summary>Whether the compiler made a type and chose its name.</summary>
    internal bool IsGenerated(DefinedType type) => names.Get(type) is null;

    private void Reach(CodeNode node)
    {
        _recorder.Add(node);
        if (_known.Add(node))
            _edges.Add(node);
    }

    private void AddPackage(string assembly)
    {
        _recorder.Add(assembly);
        _packages.Add(assembly);
    }

    /// <summary>The type, if it is one of the user's own; otherwise null.</summary>
    internal DefinedType? Project(TypeSignature type) =>
        type.Definition is { } name && assemblies.IsProject(name.Assembly) && assemblies.Resolve(name) is { } found && assemblies.IsProject(found.Assembly.Name)
            ? found
            : null;
}
