using System.Collections.Immutable;
using System.Globalization;

namespace Tango.Parameters;

/// <summary>Formats an enumeration's number with the names of its members.</summary>
internal static class EnumerationText
{
    internal static ArgumentValue.Enumeration From(ParameterType type, long number) =>
        new(Name(type, number) ?? number.ToString(CultureInfo.InvariantCulture), number);

    private static string? Name(ParameterType type, long number)
    {
        foreach (var member in type.EnumMembers)
        {
            if (member.Value == number)
                return member.Name;
        }

        return type.IsFlags ? Union(type.EnumMembers, unchecked((ulong)number)) : null;
    }

    // Like Enum.ToString: the largest members first, so that ReadWrite does not become Read, Write.
    private static string? Union(ImmutableArray<EnumMember> members, ulong number)
    {
        var used = new SortedSet<int>();
        foreach (var (member, place) in members.Select((member, place) => (member, place)).OrderByDescending(item => unchecked((ulong)item.member.Value)))
        {
            var bits = unchecked((ulong)member.Value);
            if (bits != 0 && (number & bits) == bits)
            {
                number &= ~bits;
                used.Add(place);
            }
        }

        return number == 0 && used.Count > 0 ? string.Join(", ", used.Select(place => members[place].Name)) : null;
    }
}
