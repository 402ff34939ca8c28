using System.Reflection.Metadata;

namespace Tango.Steps.Metadata.Json;

/// <summary>The attributes of System.Text.Json, and those that derive from them.</summary>
internal sealed class JsonAttributes(AssemblySet assemblies, TypeHierarchy hierarchy)
{
    internal const string Constructor = "JsonConstructorAttribute";
    internal const string Include = "JsonIncludeAttribute";
    internal const string ExtensionData = "JsonExtensionDataAttribute";
    internal const string Ignore = "JsonIgnoreAttribute";
    internal const string Polymorphic = "JsonPolymorphicAttribute";
    internal const string DerivedType = "JsonDerivedTypeAttribute";

    private const string Namespace = "System.Text.Json.Serialization";
    private const string Converter = "JsonConverterAttribute";

    // JsonIgnoreCondition, by value, because this process may have an older version of it.
    private const int Always = 1;
    private const int WhenWriting = 4;
    private const int WhenReading = 5;

    internal static bool Has(AssemblyImage file, CustomAttributeHandleCollection attributes, string name) =>
        file.HasAttribute(attributes, Namespace, name);

    /// <summary>Whether a type or member has a custom converter. An attribute that cannot be read counts as one.</summary>
    internal bool HasConverter(AssemblyImage file, CustomAttributeHandleCollection attributes)
    {
        foreach (var handle in attributes)
        {
            var attribute = file.Reader.GetCustomAttribute(handle);
            if (file.IsAttribute(attribute, Namespace, Converter) || MayDerive(file.SignatureOf(file.TypeOf(attribute))))
                return true;
        }

        return false;
    }

    /// <summary>Whether a member is written, and whether it is read.</summary>
    internal static (bool IsWritten, bool IsRead) DirectionsOf(AssemblyImage file, CustomAttributeHandleCollection attributes)
    {
        if (file.FindAttribute(attributes, Namespace, Ignore) is not { } ignore)
            return (true, true);

        var condition = ConditionOf(file, ignore);
        return (condition is not (Always or WhenWriting), condition is not (Always or WhenReading));
    }

    /// <summary>The derived types that a type declares, and their discriminators.</summary>
    internal static IEnumerable<TypeSignature> DerivedTypesOf(DefinedType type)
    {
        foreach (var handle in type.Definition.GetCustomAttributes())
        {
            var attribute = type.Assembly.Reader.GetCustomAttribute(handle);
            if (type.Assembly.IsAttribute(attribute, Namespace, DerivedType)
                && type.Assembly.Decode(attribute).FixedArguments is [{ Value: TypeSignature derived }, { Value: not null }, ..])
            {
                yield return derived;
            }
        }
    }

    private static int ConditionOf(AssemblyImage file, CustomAttribute ignore)
    {
        foreach (var argument in file.Decode(ignore).NamedArguments)
        {
            if (argument is { Name: "Condition", Value: int condition })
                return condition;
        }

        return Always;
    }

    private bool MayDerive(TypeSignature attribute)
    {
        if (attribute.Definition is not { } name || assemblies.IsFramework(name.Assembly))
            return false;

        var last = attribute;
        foreach (var level in hierarchy.Chain(attribute))
        {
            if (level.IsNamed($"{Namespace}.{Converter}"))
                return true;

            last = level;
        }

        return !last.IsNamed("System.Object");
    }
}
