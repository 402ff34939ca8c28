using System.Collections.Immutable;
using System.Globalization;
using Tango.Execution.Arguments;

namespace Tango.Execution.Results;

/// <summary>Converts a result to the related type of a parameter: a sequence to any collection, a number to a wider one, an output file to an input file.</summary>
internal static class ResultAdapter
{
    /// <summary>The result as the wanted type.</summary>
    /// <exception cref="InvalidCastException">The types are not related.</exception>
    public static object? Adapt(object? result, Type type)
    {
        if (result is null || type.IsInstanceOfType(result))
            return SortsByCulture(result) ? CollectionFactory.Sorted(result!.GetType(), (IEnumerable<string>)result) : result;

        var wanted = Nullable.GetUnderlyingType(type) ?? type;
        if (result is OutputFile file && wanted == typeof(InputFile))
            return new InputFile(file.Path);

        if (result is OutputFile stored && wanted == typeof(FileInfo))
            return new FileInfo(stored.Path);

        if (result is IConvertible && IsNumber(result.GetType()) && IsNumber(wanted))
            return Convert.ChangeType(result, wanted, CultureInfo.InvariantCulture);

        if (result is not string && CollectionFactory.ElementOf(wanted) is { } element && CollectionFactory.ElementOf(result.GetType()) is not null)
            return CollectionFactory.Create(wanted, CollectionFactory.ToArray(result, element));

        throw new InvalidCastException($"A result of type {result.GetType()} cannot be given to a parameter of type {type}.");
    }

    private static bool SortsByCulture(object? result) => result switch
    {
        SortedSet<string> set => set.Comparer.Equals(Comparer<string>.Default),
        ImmutableSortedSet<string> set => set.KeyComparer.Equals(Comparer<string>.Default),
        _ => false,
    };

    private static bool IsNumber(Type type) => !type.IsEnum && Type.GetTypeCode(type) is >= TypeCode.SByte and <= TypeCode.Decimal;
}
