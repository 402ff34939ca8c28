using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tango.IO;

namespace Tango.Cli.Debugging;

/// <summary>
/// The launch profiles of a project, <c>Properties/launchSettings.json</c>, which IDEs start. The file is the user's: only the text of one profile is inserted or replaced, and everything else stays as it
/// is written, comments too.
/// </summary>
internal static class LaunchSettings
{
    private const string Profiles = "profiles";

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly Encoding WithoutMark = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    /// <summary>The file of a project.</summary>
    /// <param name="project">The full path of the project's file.</param>
    public static string PathFor(string project) => Path.Combine(Path.GetDirectoryName(project)!, "Properties", "launchSettings.json");

    /// <summary>Adds a profile, or replaces the one of its name.</summary>
    /// <param name="path">The full path of the file; created when needed.</param>
    /// <param name="project">The project's name. A new file first gets a profile that runs the project, because <c>dotnet run</c> takes the first one.</param>
    /// <exception cref="CliException">The file has other content than JSON; it is left as it is.</exception>
    public static void Set(string path, string project, LaunchProfile profile)
    {
        try
        {
            var (text, encoding) = File.Exists(path) ? Read(path) : (Add("{}\n", project, new() { ["commandName"] = "Project" }), WithoutMark);
            var changed = With(text, profile);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            AtomicFile.Write(path, [.. encoding.Preamble, .. encoding.GetBytes(changed)]);
        }
        catch (JsonException exception)
        {
            throw new CliException($"'{path}' is not changed, because it cannot be read: {exception.Message}", ExitCode.Failure);
        }
    }

    /// <summary>The text of a file with a profile.</summary>
    /// <param name="text">Its text so far.</param>
    /// <exception cref="JsonException">It is no JSON object, or its profiles are none.</exception>
    public static string With(string text, LaunchProfile profile) => Add(text, profile.Name, profile.ToJson());

    // A byte order mark, which editors of Windows write, stays.
    private static (string Text, Encoding Encoding) Read(string path)
    {
        using var reader = new StreamReader(path, WithoutMark, detectEncodingFromByteOrderMarks: true);
        return (reader.ReadToEnd(), reader.CurrentEncoding);
    }

    private static string Add(string text, string name, JsonObject profile)
    {
        const int Depth = 2;
        var root = JsonObjectText.Of(text);
        var profiles = JsonObjectText.Of(root.Find(Profiles) ?? "{}", root.NewLine);
        return root.With(Profiles, profiles.With(name, root.Indented(profile.ToJsonString(Readable), Depth), Depth), Depth - 1);
    }
}
