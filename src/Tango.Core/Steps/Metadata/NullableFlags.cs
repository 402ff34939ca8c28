using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace Tango.Steps.Metadata;

/// <summary>The compiler's nullable annotations of one signature: one byte for each type that can be annotated, in the order of the signature (0 oblivious, 1 not null, 2 nullable).</summary>
internal sealed class NullableFlags
{
    private readonly ImmutableArray<byte> _flags;
    private readonly byte _everywhere;
    private int _next;

    private NullableFlags(ImmutableArray<byte> flags, byte everywhere)
    {
        _flags = flags;
        _everywhere = everywhere;
    }

    internal static NullableFlags None => new([], 0);

    /// <summary>Whether the next type is nullable.</summary>
    internal bool Next() => (_next < _flags.Length ? _flags[_next++] : _everywhere) == 2;

    /// <summary>The annotations of a parameter, a property or a field: its own, else those of its method or type.</summary>
    /// <param name="method">The method, if it is a parameter.</param>
    internal static NullableFlags Read(AssemblyImage file, CustomAttributeHandleCollection own, CustomAttributeHandleCollection? method, TypeDefinitionHandle type)
    {
        if (Bytes(file, own, "NullableAttribute") is { } flags)
            return flags.Length == 1 ? new([], flags[0]) : new(flags, 0);

        if (method is { } attributes && Context(file, attributes) is { } ofMethod)
            return new([], ofMethod);

        while (!type.IsNil)
        {
            var definition = file.Reader.GetTypeDefinition(type);
            if (Context(file, definition.GetCustomAttributes()) is { } ofType)
                return new([], ofType);

            type = definition.GetDeclaringType();
        }

        return new([], Context(file, file.Reader.GetModuleDefinition().GetCustomAttributes()) ?? 0);
    }

    private static byte? Context(AssemblyImage file, CustomAttributeHandleCollection attributes) =>
        Bytes(file, attributes, "NullableContextAttribute") is [var flag, ..] ? flag : null;

    private static ImmutableArray<byte>? Bytes(AssemblyImage file, CustomAttributeHandleCollection attributes, string name)
    {
        if (file.FindAttribute(attributes, "System.Runtime.CompilerServices", name) is not { } attribute)
            return null;

        return file.Decode(attribute).FixedArguments[0].Value switch
        {
            byte flag => [flag],
            ImmutableArray<CustomAttributeTypedArgument<TypeSignature>> flags => [.. flags.Select(flag => (byte)flag.Value!)],
            _ => null,
        };
    }
}
