using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Metadata;

namespace Tango.Steps.Metadata;

/// <summary>Reads the constant of a parameter's default.</summary>
internal static class DefaultValueReader
{
    private const string CompilerServices = "System.Runtime.CompilerServices";

    /// <summary>Whether the parameter has a default, and the constant: a primitive, a string, a decimal, a DateTime, or null.</summary>
    internal static bool TryRead(AssemblyImage file, Parameter parameter, out object? constant)
    {
        var attributes = parameter.GetCustomAttributes();
        if (!parameter.GetDefaultValue().IsNil)
        {
            var value = file.Reader.GetConstant(parameter.GetDefaultValue());
            constant = file.Reader.GetBlobReader(value.Value).ReadConstant(value.TypeCode);
            return true;
        }

        if (file.FindAttribute(attributes, CompilerServices, "DecimalConstantAttribute") is { } number)
        {
            constant = Decimal(file.Decode(number).FixedArguments);
            return true;
        }

        if (file.FindAttribute(attributes, CompilerServices, "DateTimeConstantAttribute") is { } time)
        {
            constant = new DateTime((long)file.Decode(time).FixedArguments[0].Value!);
            return true;
        }

        constant = null;
        return (parameter.Attributes & ParameterAttributes.Optional) != 0;
    }

    // scale, sign, then three 32-bit parts, high first.
    private static decimal Decimal(ImmutableArray<CustomAttributeTypedArgument<TypeSignature>> parts) => new(
        Part(parts[4].Value),
        Part(parts[3].Value),
        Part(parts[2].Value),
        isNegative: (byte)parts[1].Value! != 0,
        scale: (byte)parts[0].Value!);

    private static int Part(object? value) => value is uint number ? unchecked((int)number) : (int)value!;
}
