namespace Tango.Formats.Json;

/// <summary>The path of a type in a result, for messages: starts at a named type, or describes the collection that contains it.</summary>
internal static class LossPath
{
    private const string Item = "an item of ";
    private const string Key = "a key of ";

    /// <summary>The path of an object's member.</summary>
    /// <param name="place">The path of the object; empty: it is the result.</param>
    public static string ForMember(string place, string type, string member) => IsPath(place) ? $"{place}.{member}" : $"{type}.{member}";

    /// <summary>The path of the items of a collection, or of the values of a dictionary.</summary>
    /// <param name="place">The path of the collection; empty: it is the result.</param>
    public static string ForItem(string place, string type) => IsPath(place) ? place + "[]" : Item + type;

    /// <summary>The path of the keys of a dictionary.</summary>
    /// <param name="place">The path of the dictionary; empty: it is the result.</param>
    public static string ForKey(string place, string type) => IsPath(place) ? place + " keys" : Key + type;

    /// <summary>The path of a derived type.</summary>
    /// <param name="place">The path of the base type; empty: it is the result.</param>
    public static string ForDerived(string place, string type) => place.Length == 0 ? type : place;

    // For an item that is described in words, a path starts again at its own type: List<int>[].X would look like a type.
    private static bool IsPath(string place) =>
        place.Length > 0 && !place.StartsWith(Item, StringComparison.Ordinal) && !place.StartsWith(Key, StringComparison.Ordinal);
}
