using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Metadata;
using Tango.Parameters;

namespace Tango.Steps.Metadata;

/// <summary>Reads enumerations.</summary>
internal static class EnumReader
{
    internal static bool IsEnum(DefinedType type) => type.Base?.IsNamed("System.Enum") == true;

    internal static PrimitiveTypeCode? UnderlyingType(DefinedType type)
    {
        var reader = type.Assembly.Reader;
        foreach (var handle in type.Definition.GetFields())
        {
            var field = reader.GetFieldDefinition(handle);
            if ((field.Attributes & FieldAttributes.Static) == 0)
            {
                // The signature of the only instance field: calling convention, then one byte.
                var signature = reader.GetBlobReader(field.Signature);
                signature.ReadByte();
                return (PrimitiveTypeCode)signature.ReadByte();
            }
        }

        return null;
    }

    /// <summary>The members in declaration order; those of the framework by value, because reference assemblies have another order.</summary>
    internal static ImmutableArray<EnumMember> Members(DefinedType type, bool isProject)
    {
        var members = Declared(type);
        return isProject
            ? [.. members]
            : [.. members.OrderBy(member => unchecked((ulong)member.Value)).ThenBy(member => member.Name, StringComparer.Ordinal)];
    }

    internal static bool IsFlags(DefinedType type) => type.Assembly.HasAttribute(type.Definition.GetCustomAttributes(), "System", "FlagsAttribute");

    private static List<EnumMember> Declared(DefinedType type)
    {
        var reader = type.Assembly.Reader;
        var members = new List<EnumMember>();
        foreach (var handle in type.Definition.GetFields())
        {
            var field = reader.GetFieldDefinition(handle);
            if ((field.Attributes & FieldAttributes.Literal) != 0 && !field.GetDefaultValue().IsNil)
            {
                var constant = reader.GetConstant(field.GetDefaultValue());
                var value = reader.GetBlobReader(constant.Value).ReadConstant(constant.TypeCode);
                members.Add(new EnumMember(reader.GetString(field.Name), IntegerValue.ToInt64(value!)));
            }
        }

        return members;
    }
}
