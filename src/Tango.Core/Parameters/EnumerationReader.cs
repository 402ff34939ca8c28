using System.Globalization;
using Tango.Diagnostics;

namespace Tango.Parameters;

/// <summary>Reads enumeration values by name, ignoring case, or by number.</summary>
internal static class EnumerationReader
{
    /// <summary>Reads one member, or several separated by <c>,</c> or <c>|</c> if the enumeration is a set of flags.</summary>
    public static Conversion Read(ParameterType type, string text)
    {
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            return Conversion.From(EnumerationText.From(type, number));

        var union = 0L;
        foreach (var part in (type.IsFlags ? text.Split([',', '|'], StringSplitOptions.TrimEntries) : [text]))
        {
            if (FindMember(type, part) is not { } member)
                return Conversion.Fail(NearestNames.Suggest(part, [.. type.EnumMembers.Select(known => known.Name)], "values"));

            union |= member.Value;
        }

        return Conversion.From(EnumerationText.From(type, union));
    }

    private static EnumMember? FindMember(ParameterType type, string name)
    {
        foreach (var member in type.EnumMembers)
        {
            if (member.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                return member;
        }

        return null;
    }
}
