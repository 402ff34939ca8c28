using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace Tango.Steps.Metadata;

/// <summary>Decodes one assembly's signatures and attribute values as <see cref="TypeSignature"/>s.</summary>
internal sealed class SignatureProvider(AssemblyImage file, AssemblySet assemblies)
    : ISignatureTypeProvider<TypeSignature, object?>, ICustomAttributeTypeProvider<TypeSignature>
{
    private const byte ValueTypeKind = (byte)SignatureTypeKind.ValueType;

    public TypeSignature GetPrimitiveType(PrimitiveTypeCode typeCode) => TypeSignature.Primitive(typeCode);

    public TypeSignature GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) =>
        new TypeSignature.Named(file.Name, file.NameOf(handle), rawTypeKind == ValueTypeKind);

    public TypeSignature GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) =>
        file.Referenced(handle, rawTypeKind == ValueTypeKind);

    public TypeSignature GetTypeFromSpecification(MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
        reader.GetTypeSpecification(handle).DecodeSignature(this, genericContext);

    public TypeSignature GetSZArrayType(TypeSignature elementType) => new TypeSignature.Array(elementType, 0);

    public TypeSignature GetArrayType(TypeSignature elementType, ArrayShape shape) => new TypeSignature.Array(elementType, shape.Rank);

    public TypeSignature GetByReferenceType(TypeSignature elementType) => new TypeSignature.Wrapped(TypeSignature.Wrapped.ByReference, elementType);

    public TypeSignature GetPointerType(TypeSignature elementType) => new TypeSignature.Wrapped(TypeSignature.Wrapped.Pointer, elementType);

    public TypeSignature GetPinnedType(TypeSignature elementType) => new TypeSignature.Wrapped(TypeSignature.Wrapped.Pinned, elementType);

    public TypeSignature GetGenericInstantiation(TypeSignature genericType, ImmutableArray<TypeSignature> typeArguments) =>
        new TypeSignature.Generic((TypeSignature.Named)genericType, typeArguments);

    public TypeSignature GetGenericMethodParameter(object? genericContext, int index) => new TypeSignature.Parameter(true, index);

    public TypeSignature GetGenericTypeParameter(object? genericContext, int index) => new TypeSignature.Parameter(false, index);

    public TypeSignature GetFunctionPointerType(MethodSignature<TypeSignature> signature) => new TypeSignature.Function(signature);

    public TypeSignature GetModifiedType(TypeSignature modifier, TypeSignature unmodifiedType, bool isRequired) =>
        new TypeSignature.Modified(modifier, unmodifiedType, isRequired);

    public TypeSignature GetSystemType() => new TypeSignature.Named("", "System.Type", false);

    public bool IsSystemType(TypeSignature type) => type.IsNamed("System.Type");

    public TypeSignature GetTypeFromSerializedName(string name) =>
        SerializedTypeName.Parse(name, file)
        ?? throw new BadImageFormatException($"An attribute in {file.Path} names the type '{name}', which cannot be read.");

    public PrimitiveTypeCode GetUnderlyingEnumType(TypeSignature type) =>
        (type.Definition is { } name && assemblies.Resolve(name) is { } definition ? EnumReader.UnderlyingType(definition) : null)
        ?? throw new BadImageFormatException($"An attribute in {file.Path} uses the enumeration {type.ToTypeName().FullName}, whose assembly was not found.");
}
