using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Tango.Formats.Json;

/// <summary>Types that System.Text.Json writes without an error but reads as a different value.</summary>
internal static class KnownLosses
{
    private static readonly HashSet<Type> Reordered =
    [
        typeof(Stack<>), typeof(ConcurrentStack<>), typeof(ConcurrentBag<>), typeof(ImmutableStack<>), typeof(IImmutableStack<>),
    ];

    /// <summary>What would be lost; null if the type is not one of these.</summary>
    public static string? Find(Type type)
    {
        if (type == typeof(OutputFile) || type == typeof(OutputDirectory))
            return LossText.WorkFile(ReadableName.Format(type));

        if (type.IsArray && type.GetArrayRank() > 1)
            return LossText.Dimensions(ReadableName.Format(type));

        if (type.IsGenericType)
        {
            var definition = type.GetGenericTypeDefinition();
            if (Reordered.Contains(definition))
                return LossText.Reordered(ReadableName.Format(type));

            if (definition == typeof(IAsyncEnumerable<>))
                return LossText.InnerSequence(ReadableName.Format(type));
        }

        return typeof(Delegate).IsAssignableFrom(type) || typeof(Stream).IsAssignableFrom(type)
            ? LossText.NotData(ReadableName.Format(type))
            : null;
    }
}
