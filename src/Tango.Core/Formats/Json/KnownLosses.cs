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
        {
            return $"{ReadableName.Format(type)} would be stored as a path into the work directory, which is removed. "
                + "Return it as the step's whole result; several files make one OutputDirectory.";
        }

        if (type.IsArray && type.GetArrayRank() > 1)
            return LossText.Dimensions(ReadableName.Format(type));

        if (type.IsGenericType)
        {
            var definition = type.GetGenericTypeDefinition();
            if (Reordered.Contains(definition))
                return $"{ReadableName.Format(type)} comes back from JSON in another order. Return a list, or store it with a custom Format.";

            if (definition == typeof(IAsyncEnumerable<>))
                return $"{ReadableName.Format(type)} is a sequence, which only the format 'jsonl' streams. Return it as the step's whole result, or return a list.";
        }

        return typeof(Delegate).IsAssignableFrom(type) || typeof(Stream).IsAssignableFrom(type)
            ? LossText.NotData(ReadableName.Format(type))
            : null;
    }
}
