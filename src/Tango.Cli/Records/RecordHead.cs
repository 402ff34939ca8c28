using System.Text.Json;
using Tango.IO;
using Tango.Runs;

namespace Tango.Cli.Records;

/// <summary>What a run record is about. It stands before the steps, and is read without them: a record may have thousands, and most commands need few records.</summary>
/// <param name="BuildId">The same in the records of all projects of a build; null if it is not known.</param>
/// <param name="Project">The full path of the project's file.</param>
/// <param name="StateDirectory">The engine's state directory.</param>
/// <param name="IsNewer">Whether a later version of Tango has written it, which this one cannot read.</param>
internal sealed record RecordHead(string? BuildId, string Project, string StateDirectory, bool IsNewer)
{
    // Names of projects and directories are longer in no repository.
    private const int Start = 8192;

    /// <summary>Reads it.</summary>
    /// <param name="path">The full path of the record.</param>
    /// <returns>Null if it cannot be read.</returns>
    public static RecordHead? TryRead(string path)
    {
        try
        {
            if (!SpecialFile.IsFile(path))
                return null;

            using var stream = SharedReading.Open(path);
            var start = new byte[Start];
            return Read(start.AsSpan(0, stream.ReadAtLeast(start, Start, throwOnEndOfStream: false)));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    private static RecordHead? Read(ReadOnlySpan<byte> start)
    {
        var json = new Utf8JsonReader(start, isFinalBlock: false, default);
        string? build = null, project = null, state = null;
        var isNewer = false;
        while (json.Read() && (project is null || state is null))
        {
            if (json.CurrentDepth != 1 || json.TokenType != JsonTokenType.PropertyName)
                continue;

            var name = json.GetString();
            if (!json.Read())
                break;

            switch (name)
            {
                case "schemaVersion": isNewer = json.GetInt32() > RunRecordWriter.SchemaVersion; break;
                case "build": build = json.GetString(); break;
                case "project": project = json.GetString(); break;
                case "stateDirectory": state = json.GetString(); break;
            }
        }

        // What a later version writes may be called otherwise.
        return isNewer || (project is not null && state is not null) ? new(build, project ?? "", state ?? "", isNewer) : null;
    }
}
