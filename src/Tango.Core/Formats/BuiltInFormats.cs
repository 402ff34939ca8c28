using Tango.Formats.Files;
using Tango.Formats.Json;
using Tango.Formats.Sequences;

namespace Tango.Formats;

/// <summary>The built-in formats. Names and versions are available without loading a format.</summary>
internal static class BuiltInFormats
{
    /// <summary>One JSON document.</summary>
    public const string Json = "json";

    /// <summary>One JSON value per line, for sequences.</summary>
    public const string JsonLines = "jsonl";

    /// <summary>A string.</summary>
    public const string Text = "text";

    /// <summary>Bytes.</summary>
    public const string Bytes = "bytes";

    /// <summary>A file the step wrote.</summary>
    public const string File = "file";

    /// <summary>A directory the step wrote.</summary>
    public const string Directory = "directory";

    /// <summary>The names, in the order of the documentation.</summary>
    public static IReadOnlyList<string> Names { get; } = [Json, JsonLines, Text, Bytes, File, Directory];

    /// <summary>Whether a name is one of these; others are custom formats.</summary>
    /// <param name="name">A format's name without its compression.</param>
    public static bool Contains(string name) => name is Json or JsonLines or Text or Bytes or File or Directory;

    /// <summary>The version of a format (<see cref="Format.Version"/>), without loading it.</summary>
    /// <param name="name">A format's name without its compression.</param>
    /// <returns>Null if the name is not one of these: the version of a custom format is in an attribute of its type.</returns>
    /// <remarks>Raise the number here and in the format together; a test compares them.</remarks>
    public static int? VersionOf(string name) => name is File or Directory ? 2 : Contains(name) ? 1 : null;

    /// <summary>Whether a format's files may be compressed. Consumers of <c>file</c> and <c>directory</c> receive the stored files themselves, so these may not.</summary>
    /// <param name="name">A format's name without its compression.</param>
    public static bool SupportsCompression(string name) => name is not (File or Directory);

    /// <summary>Creates one of the formats.</summary>
    /// <param name="name">A format's name without its compression.</param>
    /// <returns>Null if the name is not one of these.</returns>
    public static Format? Create(string name) => name switch
    {
        Json => new JsonFormat(),
        JsonLines => new JsonLinesFormat(),
        Text => new TextFormat(),
        Bytes => new BytesFormat(),
        File => new FileFormat(),
        Directory => new DirectoryFormat(),
        _ => null,
    };
}
