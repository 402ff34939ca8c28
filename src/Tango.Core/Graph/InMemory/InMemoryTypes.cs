using System.Runtime.CompilerServices;
using Tango.Parameters;

namespace Tango.Graph.InMemory;

/// <summary>Compares loaded types with names of types.</summary>
internal static class InMemoryTypes
{
    /// <summary>The type itself, base type or interface with a given name; null if there is none.</summary>
    public static Type? Find(Type type, TypeName name)
    {
        for (var level = type; level is not null; level = level.BaseType)
        {
            if (IsNamed(level, name))
                return level;
        }

        return Array.Find(type.GetInterfaces(), candidate => IsNamed(candidate, name));
    }

    /// <summary>Whether a type is the anonymous type of a <c>new { … }</c>.</summary>
    public static bool IsAnonymous(Type type) =>
        type.Name.Contains("AnonymousType", StringComparison.Ordinal) && type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false);

    private static bool IsNamed(Type type, TypeName name)
    {
        if (type.IsSZArray)
            return name.FullName == TypeName.Array && Find(type.GetElementType()!, name.Arguments[0]) is not null;

        return type.IsGenericType
            ? type.GetGenericTypeDefinition().FullName == name.FullName && AreArguments(type.GetGenericArguments(), name)
            : type.FullName == name.FullName;
    }

    // An argument may be a derived type: IReadOnlyList<Iris> is an IReadOnlyList<Flower>.
    private static bool AreArguments(Type[] arguments, TypeName name) =>
        arguments.Length == name.Arguments.Length
        && arguments.Zip(name.Arguments).All(pair => Find(pair.First, pair.Second) is not null);
}
