using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using Tango.IO;

namespace Tango.Steps.Metadata;

/// <summary>The metadata of one assembly, read from its file without loading it into the process.</summary>
internal sealed class AssemblyImage : IDisposable
{
    private readonly PEReader _image;
    private readonly SignatureProvider _signatures;
    private readonly Dictionary<int, string> _typeNames = [];
    private readonly Dictionary<int, TypeSignature.Named> _references = [];
    private readonly Dictionary<int, DefinedType> _defined = [];
    private readonly Dictionary<int, TypeSignature> _typeTokens = [];
    private Dictionary<string, DefinedType>? _types;
    private Dictionary<string, string>? _forwarded;

    private AssemblyImage(string path, PEReader image, AssemblySet assemblies)
    {
        Path = path;
        _image = image;
        Reader = image.GetMetadataReader();
        Name = Reader.GetString(Reader.GetAssemblyDefinition().Name);
        _signatures = new SignatureProvider(this, assemblies);
    }

    internal string Path { get; }

    internal MetadataReader Reader { get; }

    internal string Name { get; }

    internal Version Version => Reader.GetAssemblyDefinition().Version;

    /// <summary>The strong name's token in lower-case hexadecimal; empty if there is none.</summary>
    internal string PublicKeyToken => Convert.ToHexStringLower(AssemblyName.GetAssemblyName(Path).GetPublicKeyToken() ?? []);

    internal Guid Mvid => Reader.GetGuid(Reader.GetModuleDefinition().Mvid);

    internal SignatureProvider Signatures => _signatures;

    /// <summary>Opens a file; null if it is not a managed assembly.</summary>
    /// <param name="path">The full path.</param>
    /// <param name="assemblies">The set that it belongs to.</param>
    /// <param name="withCode">Whether method bodies will be read.</param>
    internal static AssemblyImage? Open(string path, AssemblySet assemblies, bool withCode)
    {
        // Everything is read at once and the file is closed, because the next compilation may overwrite it meanwhile.
        var options = withCode ? PEStreamOptions.PrefetchEntireImage : PEStreamOptions.PrefetchMetadata;
        using var stream = SharedReading.OpenUnlocked(path);
        var image = new PEReader(stream, options);
        try
        {
            if (image.HasMetadata && image.GetMetadataReader().IsAssembly)
                return new AssemblyImage(path, image, assemblies);
        }
        catch (BadImageFormatException)
        {
            // The references of some packages contain native libraries; if a type of it is needed, that is reported as missing.
        }

        image.Dispose();
        return null;
    }

    /// <summary>The module version id of a file, which differs after every compilation of other source. Empty if the file is not a managed assembly.</summary>
    internal static Guid ReadMvid(string path)
    {
        using var stream = SharedReading.OpenUnlocked(path);
        using var image = new PEReader(stream, PEStreamOptions.PrefetchMetadata);
        try
        {
            return image.HasMetadata && image.GetMetadataReader() is { IsAssembly: true } reader ? reader.GetGuid(reader.GetModuleDefinition().Mvid) : Guid.Empty;
        }
        catch (BadImageFormatException)
        {
            return Guid.Empty;
        }
    }

    public void Dispose() => _image.Dispose();

    internal MethodBodyBlock BodyAt(int relativeVirtualAddress) => _image.GetMethodBody(relativeVirtualAddress);

    internal PEMemoryBlock DataAt(int relativeVirtualAddress) => _image.GetSectionData(relativeVirtualAddress);

    /// <summary>The content of an embedded resource.</summary>
    /// <param name="offset">Its offset in the metadata.</param>
    internal byte[] ResourceAt(long offset)
    {
        var resources = _image.GetSectionData(_image.PEHeaders.CorHeader!.ResourcesDirectory.RelativeVirtualAddress);
        var reader = resources.GetReader((int)offset, resources.Length - (int)offset);
        return reader.ReadBytes(reader.ReadInt32());
    }

    internal MetadataReaderProvider? OpenSymbols() =>
        _image.TryOpenAssociatedPortablePdb(Path, path => File.Exists(path) ? SharedReading.Open(path) : null, out var symbols, out _) ? symbols : null;

    internal DefinedType? Find(string fullName) =>
        (_types ??= IndexTypes()).GetValueOrDefault(fullName);

    internal DefinedType Defined(TypeDefinitionHandle handle)
    {
        var token = MetadataTokens.GetToken(handle);
        if (!_defined.TryGetValue(token, out var type))
            _defined.Add(token, type = new DefinedType(this, handle));

        return type;
    }

    /// <summary>The simple name of the assembly that a type was moved to; null if it was not.</summary>
    internal string? ForwardedTo(string fullName)
    {
        _forwarded ??= IndexForwarded();
        var nested = fullName.IndexOf('+', StringComparison.Ordinal);
        return _forwarded.GetValueOrDefault(nested < 0 ? fullName : fullName[..nested]);
    }

    internal string NameOf(TypeDefinitionHandle handle)
    {
        var token = MetadataTokens.GetToken(handle);
        if (!_typeNames.TryGetValue(token, out var name))
        {
            var type = Reader.GetTypeDefinition(handle);
            var declaring = type.GetDeclaringType();
            name = declaring.IsNil
                ? Qualified(type.Namespace, type.Name)
                : NameOf(declaring) + "+" + Reader.GetString(type.Name);
            _typeNames.Add(token, name);
        }

        return name;
    }

    internal TypeSignature.Named Referenced(TypeReferenceHandle handle, bool isValueType)
    {
        var key = isValueType ? -MetadataTokens.GetToken(handle) : MetadataTokens.GetToken(handle);
        if (!_references.TryGetValue(key, out var name))
        {
            name = isValueType ? Referenced(handle, false) with { IsValueType = true } : ReadReference(Reader.GetTypeReference(handle));
            _references.Add(key, name);
        }

        return name;
    }

    /// <summary>The type of a definition, reference or specification.</summary>
    internal TypeSignature SignatureOf(EntityHandle handle)
    {
        var token = MetadataTokens.GetToken(handle);
        if (!_typeTokens.TryGetValue(token, out var type))
        {
            type = handle.Kind switch
            {
                HandleKind.TypeDefinition => _signatures.GetTypeFromDefinition(Reader, (TypeDefinitionHandle)handle, 0),
                HandleKind.TypeReference => _signatures.GetTypeFromReference(Reader, (TypeReferenceHandle)handle, 0),
                HandleKind.TypeSpecification => _signatures.GetTypeFromSpecification(Reader, null, (TypeSpecificationHandle)handle, 0),
                _ => throw new BadImageFormatException($"{Path}: token {token:x8} is not a type."),
            };
            _typeTokens.Add(token, type);
        }

        return type;
    }

    internal MethodSignature<TypeSignature> SignatureOf(MethodDefinition method) => method.DecodeSignature(_signatures, null);

    internal IEnumerable<AssemblyReference> AssemblyReferences
    {
        get
        {
            foreach (var handle in Reader.AssemblyReferences)
                yield return Reader.GetAssemblyReference(handle);
        }
    }

    /// <summary>The version of another assembly that this one was compiled against; null if it does not refer to it.</summary>
    internal Version? ReferencedVersion(string assembly)
    {
        foreach (var reference in AssemblyReferences)
        {
            if (Reader.StringComparer.Equals(reference.Name, assembly))
                return reference.Version;
        }

        return null;
    }

    private TypeSignature.Named ReadReference(TypeReference type)
    {
        var scope = type.ResolutionScope;
        switch (scope.Kind)
        {
            case HandleKind.TypeReference:
                var outer = Referenced((TypeReferenceHandle)scope, false);
                return outer with { FullName = outer.FullName + "+" + Reader.GetString(type.Name) };
            case HandleKind.AssemblyReference:
                var reference = Reader.GetAssemblyReference((AssemblyReferenceHandle)scope);
                return new TypeSignature.Named(Reader.GetString(reference.Name), Qualified(type.Namespace, type.Name), false);
            default:
                return new TypeSignature.Named(Name, Qualified(type.Namespace, type.Name), false);
        }
    }

    private string Qualified(StringHandle space, StringHandle name) =>
        space.IsNil ? Reader.GetString(name) : Reader.GetString(space) + "." + Reader.GetString(name);

    private Dictionary<string, DefinedType> IndexTypes()
    {
        var types = new Dictionary<string, DefinedType>(Reader.TypeDefinitions.Count, StringComparer.Ordinal);
        foreach (var handle in Reader.TypeDefinitions)
            types.TryAdd(NameOf(handle), Defined(handle));

        return types;
    }

    private Dictionary<string, string> IndexForwarded()
    {
        var forwarded = new Dictionary<string, string>(Reader.ExportedTypes.Count, StringComparer.Ordinal);
        foreach (var handle in Reader.ExportedTypes)
        {
            var type = Reader.GetExportedType(handle);
            if (type.IsForwarder && type.Implementation.Kind == HandleKind.AssemblyReference)
            {
                var target = Reader.GetAssemblyReference((AssemblyReferenceHandle)type.Implementation);
                forwarded.TryAdd(Qualified(type.Namespace, type.Name), Reader.GetString(target.Name));
            }
        }

        return forwarded;
    }
}
