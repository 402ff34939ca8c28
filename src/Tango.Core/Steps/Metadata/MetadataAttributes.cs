using System.Reflection.Metadata;

namespace Tango.Steps.Metadata;

/// <summary>Finds custom attributes by name.</summary>
internal static class MetadataAttributes
{
    internal static bool HasAttribute(this AssemblyImage file, CustomAttributeHandleCollection attributes, string space, string name) =>
        file.FindAttribute(attributes, space, name) is not null;

    internal static CustomAttribute? FindAttribute(this AssemblyImage file, CustomAttributeHandleCollection attributes, string space, string name)
    {
        foreach (var handle in attributes)
        {
            var attribute = file.Reader.GetCustomAttribute(handle);
            if (file.IsAttribute(attribute, space, name))
                return attribute;
        }

        return null;
    }

    internal static bool IsAttribute(this AssemblyImage file, CustomAttribute attribute, string space, string name)
    {
        var reader = file.Reader;
        var type = file.TypeOf(attribute);
        switch (type.Kind)
        {
            case HandleKind.TypeReference:
                var reference = reader.GetTypeReference((TypeReferenceHandle)type);
                return reader.StringComparer.Equals(reference.Name, name) && reader.StringComparer.Equals(reference.Namespace, space);
            case HandleKind.TypeDefinition:
                var definition = reader.GetTypeDefinition((TypeDefinitionHandle)type);
                return reader.StringComparer.Equals(definition.Name, name) && reader.StringComparer.Equals(definition.Namespace, space);
            default:
                return false;
        }
    }

    /// <summary>The attribute's type: a definition, a reference, or a specification for generic attributes.</summary>
    internal static EntityHandle TypeOf(this AssemblyImage file, CustomAttribute attribute) => attribute.Constructor.Kind switch
    {
        HandleKind.MethodDefinition => file.Reader.GetMethodDefinition((MethodDefinitionHandle)attribute.Constructor).GetDeclaringType(),
        _ => file.Reader.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent,
    };

    internal static CustomAttributeValue<TypeSignature> Decode(this AssemblyImage file, CustomAttribute attribute) =>
        attribute.DecodeValue(file.Signatures);
}
