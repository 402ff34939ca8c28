namespace Tango.Formats;

/// <summary>The format of a result if neither step nor item sets one. Depends only on the names of types, because plans are made without loading them.</summary>
internal static class DefaultFormat
{
    private const string Array = "[]";

    private static readonly FormatName Json = new(BuiltInFormats.Json, Compression.Zstandard);
    private static readonly FormatName JsonLines = new(BuiltInFormats.JsonLines, Compression.Zstandard);
    private static readonly FormatName Text = new(BuiltInFormats.Text, Compression.Zstandard);
    private static readonly FormatName Bytes = new(BuiltInFormats.Bytes, Compression.Zstandard);
    private static readonly FormatName File = new(BuiltInFormats.File, Compression.None);
    private static readonly FormatName Directory = new(BuiltInFormats.Directory, Compression.None);

    /// <summary>The format for a type, given by name.</summary>
    /// <param name="fullName">Namespace-qualified, generic arity with a back-tick, arrays as <c>[]</c>.</param>
    /// <param name="firstArgument">The full name of the first generic argument, or of an array's elements; null for other types.</param>
    public static FormatName For(string fullName, string? firstArgument = null) => fullName switch
    {
        "System.String" => Text,
        Array or "System.Memory`1" or "System.ReadOnlyMemory`1" when firstArgument == "System.Byte" => Bytes,
        "Tango.OutputFile" => File,
        "Tango.OutputDirectory" => Directory,
        "System.Collections.Generic.IEnumerable`1" or "System.Collections.Generic.IAsyncEnumerable`1" => JsonLines,
        _ => Json,
    };

    /// <summary>The format for a loaded type; the same as by its name.</summary>
    /// <param name="type">The declared type of a step's result.</param>
    public static FormatName For(Type type)
    {
        if (type.IsSZArray)
            return For(Array, type.GetElementType()!.FullName);

        return type.IsGenericType
            ? For(type.GetGenericTypeDefinition().FullName!, type.GetGenericArguments()[0].FullName)
            : For(type.FullName!);
    }
}
