using System.Collections.Immutable;
using ReflectionName = System.Reflection.Metadata.TypeName;

namespace Tango.Steps.Metadata;

/// <summary>Parses the names of types in attribute values: <c>Demo.Flower, Demo, Version=…</c>.</summary>
internal static class SerializedTypeName
{
    // A name without an assembly refers to the assembly that contains it, else to the core library.
    internal static TypeSignature? Parse(string text, AssemblyImage holder) =>
        ReflectionName.TryParse(text, out var name) ? Read(name, holder) : null;

    private static TypeSignature Read(ReflectionName name, AssemblyImage holder)
    {
        if (name.IsArray)
            return new TypeSignature.Array(Read(name.GetElementType(), holder), name.IsSZArray ? 0 : name.GetArrayRank());

        if (name.IsPointer || name.IsByRef)
        {
            var mark = name.IsPointer ? TypeSignature.Wrapped.Pointer : TypeSignature.Wrapped.ByReference;
            return new TypeSignature.Wrapped(mark, Read(name.GetElementType(), holder));
        }

        if (name.IsConstructedGenericType)
        {
            ImmutableArray<TypeSignature> arguments = [.. name.GetGenericArguments().Select(argument => Read(argument, holder))];
            return new TypeSignature.Generic(Definition(name.GetGenericTypeDefinition(), holder), arguments);
        }

        return Definition(name, holder);
    }

    private static TypeSignature.Named Definition(ReflectionName name, AssemblyImage holder)
    {
        var fullName = ReflectionName.Unescape(name.FullName);
        var assembly = name.AssemblyName?.Name ?? (holder.Find(fullName) is null ? "" : holder.Name);
        return new TypeSignature.Named(assembly, fullName, false);
    }
}
