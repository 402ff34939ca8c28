using Tango.Formats;

namespace Tango.Steps.Metadata;

/// <summary>Finds the custom formats in an assembly.</summary>
internal sealed class FormatDiscovery(TypeHierarchy hierarchy)
{
    private const string Namespace = "Tango.Formats";
    private const string Format = "Tango.Formats.Format";
    private const string FormatOfType = "Tango.Formats.Format`1";
    private const string VersionAttribute = "FormatVersionAttribute";

    /// <summary>The formats of one assembly, in the order of their names.</summary>
    internal IEnumerable<CustomFormat> Find(AssemblyImage file) => file.Reader.TypeDefinitions
        .Select(file.Defined)
        .Where(type => !type.IsAbstract && !type.IsInterface && !type.IsGeneric && hierarchy.UserBaseOf(type, FormatOfType, Format) is not null)
        .Select(type => new CustomFormat(type.FullName, file.Name, VersionOf(type)))
        .OrderBy(format => format.Type, StringComparer.Ordinal);

    private static int VersionOf(DefinedType type) =>
        type.Assembly.FindAttribute(type.Definition.GetCustomAttributes(), Namespace, VersionAttribute) is { } attribute
        && type.Assembly.Decode(attribute).FixedArguments is [{ Value: int version }]
            ? version
            : 1;
}
