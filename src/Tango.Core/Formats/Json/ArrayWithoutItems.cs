using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace Tango.Formats.Json;

/// <summary>An <see cref="ImmutableArray{T}"/> that was not initialized: it differs from an empty one.</summary>
internal static class ArrayWithoutItems
{
    /// <summary>Whether a value is one.</summary>
    public static bool Is(object value) =>
        value.GetType() is { IsValueType: true, IsGenericType: true } type
        && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>)
        && value.Equals(RuntimeHelpers.GetUninitializedObject(type));
}
