using System.Collections.Immutable;
using System.Text.Json;
using Tango.IO;
using Tango.Parameters;
using Tango.Steps;
using Tango.Steps.Commands;

namespace Tango.Graph;

/// <summary>
/// The files in declarations, found without step types: every part of every argument that is the path of a file, or a pattern that matches some. For tools that watch files
/// before the project is compiled. If a text is the name of a file by chance, one file too many is watched.
/// </summary>
internal static class DeclaredFiles
{
    /// <summary>Full paths in ordinal order, each once.</summary>
    /// <param name="directory">The folder that relative paths start from; a full path.</param>
    public static IReadOnlyList<string> Find(ImmutableArray<StepDeclaration> declarations, string directory)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var text in declarations.SelectMany(ArgumentsOf).SelectMany(TextsOf))
            found.UnionWith(TryFind(text.Trim(), directory));

        return [.. found];
    }

    // The outputs of a command are not its inputs.
    private static IEnumerable<DeclaredValue> ArgumentsOf(StepDeclaration declaration)
    {
        var isCommand = declaration.Find(SettingNames.Type) is DeclaredValue.Text { Value: CommandNames.Type or CommandNames.FullName };
        return declaration.Values.Where(value =>
            !ReservedNames.Settings.Contains(value.Name) && !(isCommand && value.Name.Equals(CommandNames.Outputs, StringComparison.OrdinalIgnoreCase)));
    }

    private static IEnumerable<string> TextsOf(DeclaredValue value) => value switch
    {
        DeclaredValue.Text text when text.Value.AsSpan().TrimStart() is ['{' or '[', ..] => TextsOfJson(text.Value),
        DeclaredValue.Text text => text.Parts.IsDefault ? [text.Value] : text.Parts,
        DeclaredValue.Json json => TextsOf(json.Value),
        _ => [],
    };

    private static string[] TextsOfJson(string text)
    {
        try
        {
            using var document = ArgumentJson.Parse(text);
            return [.. TextsOf(document.RootElement)];
        }
        catch (JsonException)
        {
            // Only the type could show whether the text must be JSON; it is not the name of a file.
            return [];
        }
    }

    private static IEnumerable<string> TextsOf(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => [json.GetString()!],
        JsonValueKind.Array => json.EnumerateArray().SelectMany(TextsOf),
        JsonValueKind.Object => json.EnumerateObject().SelectMany(property => TextsOf(property.Value)),
        _ => [],
    };

    private static IEnumerable<string> TryFind(string text, string directory)
    {
        try
        {
            return [.. FilesOf(text, directory)];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A folder that cannot be read: if the step needs it, its build reports that.
            return [];
        }
    }

    // A watcher might open a pipe, and block.
    private static bool IsFile(string path) => FileStatus.Read(path).Kind == FileKind.Regular;

    private static IEnumerable<string> FilesOf(string text, string directory)
    {
        if (Glob.IsPattern(text))
        {
            // A text that looks like a pattern by chance and starts at the root could search the whole machine.
            return Path.IsPathRooted(text) && text.Contains("**", StringComparison.Ordinal) ? [] : Glob.Files(directory, text).Where(IsFile);
        }

        var native = text.Replace('\\', Path.DirectorySeparatorChar);
        return native.Length > 0 && !native.Contains('\0') && Path.GetFullPath(native, directory) is var path && IsFile(path) ? [path] : [];
    }
}
