using System.Globalization;
using Tango.Diagnostics;

namespace Tango.Parameters;

/// <summary>Reads enumeration values by name, without regard to case, or by number.</summary>
internal static class EnumerationReader
{
    /// <summary>Reads one member, or several separated by <c>,</c> or <c>|</c> where the enumeration is a set of flags.</summary>
    /// <param name="type">The enumeration.</param>
    /// <param name="text">The text.</param>
    public static Conversion Read(ParameterType type, string text)
    {
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            return Conversion.Of(Named(type, number));
        }

        var union = 0L;
        foreach (var part in (type.IsFlags ? text.Split([',', '|'], StringSplitOptions.TrimEntries) : [text]))
        {
            if (FindMember(type, part) is not { } member)
            {
                return Conversion.Fail(NearestNames.Suggest(part, [.. type.EnumMembers.Select(known => known.Name)], "values"));
            }

            union |= member.Value;
        }

        return Conversion.Of(Named(type, union));
    }

    /// <summary>The value of a number: by its name, by the names of its flags, or as the bare number.</summary>
    /// <param name="type">The enumeration.</param>
    /// <param name="number">The number.</param>
    public static ArgumentValue Named(ParameterType type, long number)
    {
        foreach (var member in type.EnumMembers)
        {
            if (member.Value == number)
            {
                return new ArgumentValue.Enumeration(member.Name, number);
            }
        }

        return new ArgumentValue.Enumeration(
            (type.IsFlags ? FlagNames(type, number) : null) ?? number.ToString(CultureInfo.InvariantCulture),
            number);
    }

    private static EnumMember? FindMember(ParameterType type, string name)
    {
        foreach (var member in type.EnumMembers)
        {
            if (member.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return member;
            }
        }

        return null;
    }

    private static string? FlagNames(ParameterType type, long number)
    {
        var names = new List<string>();
        var rest = number;
        foreach (var member in type.EnumMembers)
        {
            if (member.Value != 0 && (number & member.Value) == member.Value)
            {
                names.Add(member.Name);
                rest &= ~member.Value;
            }
        }

        return rest == 0 && names.Count > 0 ? string.Join(", ", names) : null;
    }
}
