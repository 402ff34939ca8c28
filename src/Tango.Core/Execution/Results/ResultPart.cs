using System.Collections;
using System.Globalization;
using System.Reflection;
using Tango.Diagnostics;

namespace Tango.Execution.Results;

/// <summary>Follows a reference's path into a result: properties and fields, list indices, dictionary keys.</summary>
internal static class ResultPart
{
    private const BindingFlags Members = BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase;

    /// <summary>Finds the part.</summary>
    /// <param name="path">Names, indices and keys, outermost first.</param>
    /// <exception cref="KeyNotFoundException">There is no such part; the message lists the parts.</exception>
    public static object? Find(object? result, IEnumerable<string> path)
    {
        foreach (var part in path)
        {
            result = result switch
            {
                null => throw new KeyNotFoundException($"there is nothing at '{part}': the value before it is null."),
                IDictionary map => InMap(map, part),
                IList list => InList(list, part),
                OutputDirectory directory when !part.Equals(nameof(OutputDirectory.Path), StringComparison.OrdinalIgnoreCase) => InDirectory(directory, part),
                _ => InObject(result, part),
            };
        }

        return result;
    }

    private static object? InMap(IDictionary map, string part)
    {
        foreach (DictionaryEntry entry in map)
        {
            if (Convert.ToString(entry.Key, CultureInfo.InvariantCulture) == part)
                return entry.Value;
        }

        throw NotFound(part, "keys", map.Keys.Cast<object>().Select(key => Convert.ToString(key, CultureInfo.InvariantCulture)!));
    }

    private static object? InList(IList list, string part)
    {
        if (!int.TryParse(part, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var index))
        {
            return part.Equals(nameof(IList.Count), StringComparison.OrdinalIgnoreCase)
                ? list.Count
                : throw new KeyNotFoundException($"'{part}' is not an index; the list has {list.Count} items.");
        }

        return index >= 0 && index < list.Count
            ? list[index]
            : throw new KeyNotFoundException($"there is no item {index}; the list has {list.Count} items, counted from 0.");
    }

    private static object InDirectory(OutputDirectory directory, string part)
    {
        var path = Path.GetFullPath(part.Replace('\\', '/'), directory.Path);
        var isBelow = path.StartsWith(Path.TrimEndingDirectorySeparator(directory.Path) + Path.DirectorySeparatorChar, StringComparison.Ordinal);
        if (isBelow && File.Exists(path))
            return new OutputFile(path);

        return isBelow && Directory.Exists(path)
            ? new OutputDirectory(path)
            : throw NotFound(part, "files", directory.Files().Select(file => Path.GetRelativePath(directory.Path, file).Replace('\\', '/')));
    }

    private static object? InObject(object value, string part)
    {
        var type = value.GetType();
        if (type.GetProperty(part, Members) is { CanRead: true } property && property.GetIndexParameters().Length == 0)
            return property.GetValue(value);

        if (type.GetField(part, Members) is { } field)
            return field.GetValue(value);

        var known = type.GetProperties(Members).Select(member => member.Name).Concat(type.GetFields(Members).Select(member => member.Name));
        throw NotFound(part, "parts", known);
    }

    private static KeyNotFoundException NotFound(string part, string kind, IEnumerable<string> known) =>
        new($"there is no '{part}'. {NearestNames.Suggest(part, [.. known], kind)}");
}
