using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Tango.Formats;

/// <summary>Types that JSON takes without complaint and brings back as something else.</summary>
internal static class KnownLosses
{
    private static readonly HashSet<Type> Reordered =
    [
        typeof(Stack<>), typeof(ConcurrentStack<>), typeof(ConcurrentBag<>), typeof(ImmutableStack<>), typeof(IImmutableStack<>),
    ];

    /// <summary>What would be lost; null when the type is not one of these.</summary>
    /// <param name="type">Any type.</param>
    public static string? Of(Type type)
    {
        if (type == typeof(OutputFile) || type == typeof(OutputDirectory))
        {
            return $"{ReadableName.Of(type)} would be stored as a path into the work directory, which is removed. "
                + "Return it as the step's whole result; several files make one OutputDirectory.";
        }

        if (type.IsArray && type.GetArrayRank() > 1)
        {
            return $"{ReadableName.Of(type)} has several dimensions, which JSON does not keep. Return an array of arrays, or store it with a Format of your own.";
        }

        if (type.IsGenericType)
        {
            var definition = type.GetGenericTypeDefinition();
            if (Reordered.Contains(definition))
            {
                return $"{ReadableName.Of(type)} comes back from JSON in another order. Return a list, or store it with a Format of your own.";
            }

            if (definition == typeof(IAsyncEnumerable<>))
            {
                return $"{ReadableName.Of(type)} is a sequence, which only the format 'jsonl' streams. Return it as the step's whole result, or return a list.";
            }
        }

        return typeof(Delegate).IsAssignableFrom(type) || typeof(Stream).IsAssignableFrom(type)
            ? $"{ReadableName.Of(type)} is not data. Return what it would give, or an OutputFile."
            : null;
    }
}
