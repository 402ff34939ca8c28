namespace Tango.Formats.Json;

/// <summary>What to store instead of framework types with private state, to which a user cannot add attributes or converters.</summary>
internal static class FrameworkAdvice
{
    // By name, so that their assemblies need not be loaded. The advice also applies to derived types.
    private static readonly Dictionary<string, string> Advice = new(StringComparer.Ordinal)
    {
        ["System.Numerics.BigInteger"] = "Store it as a string (ToString, BigInteger.Parse)",
        ["System.Numerics.Complex"] = "Store it as a record of your own with its Real and Imaginary",
        ["System.Index"] = "Store it as a record of your own with its Value and IsFromEnd",
        ["System.Range"] = "Store it as a record of your own with the Value and IsFromEnd of its Start and End",
        ["System.Text.Rune"] = "Store it as its Value, an int, or as a string",
        ["System.IntPtr"] = "Store it as a long",
        ["System.UIntPtr"] = "Store it as a ulong",
        ["System.IO.FileInfo"] = "Store its path as a string, or return the file itself as an OutputFile",
        ["System.IO.DirectoryInfo"] = "Store its path as a string, or return the folder itself as an OutputDirectory",
        ["System.Lazy`1"] = "Store its Value",
        ["System.Threading.Tasks.Task"] = "Store its result",
        ["System.Text.RegularExpressions.Regex"] = "Store its pattern as a string (ToString), and its Options",
        ["System.Text.StringBuilder"] = "Store it as a string (ToString)",
        ["System.Text.Encoding"] = "Store its WebName as a string",
        ["System.Globalization.CultureInfo"] = "Store its Name as a string",
        ["System.TimeZoneInfo"] = "Store its Id as a string",
        ["System.Type"] = "Store its name as a string (AssemblyQualifiedName)",
        ["System.Exception"] = "Store its text as a string (Message, ToString)",
        ["System.Net.IPAddress"] = "Store it as a string (ToString, IPAddress.Parse)",
        ["System.Collections.BitArray"] = "Store it as a bool[]",
        ["System.Xml.Linq.XObject"] = "Store it as a string (ToString)",
        ["System.Data.DataTable"] = "Store it as a list of records of your own",
    };

    /// <summary>What to store instead; null if there is no advice for a type of this name. Does not look at its bases.</summary>
    /// <param name="fullName">Namespace-qualified, generic arity with a back-tick.</param>
    public static string? Find(string fullName) => Advice.TryGetValue(fullName, out var advice) ? advice : null;

    /// <summary>What to store instead; null if there is no advice for the type.</summary>
    /// <param name="type">A type of the framework.</param>
    public static string? Find(Type type)
    {
        for (var level = type; level is not null; level = level.BaseType)
        {
            var definition = level.IsGenericType ? level.GetGenericTypeDefinition() : level;
            if (Find(definition.FullName ?? "") is { } advice)
                return advice;
        }

        return null;
    }
}
