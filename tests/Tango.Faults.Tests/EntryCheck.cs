using System.Security.Cryptography;
using System.Text.Json;

namespace Tango.Faults.Tests;

/// <summary>
/// Checks the entries of a cache without the code of the product, from what docs/reference.md says of them: the digest of the metadata, the size and hash of each file, and that
/// there are no other files.
/// </summary>
internal static class EntryCheck
{
    private static readonly string[] OwnFiles = ["metadata.json", "log.txt", ".lock"];

    /// <summary>The steps of all complete entries.</summary>
    public static IReadOnlySet<string> CompletedSteps(string cache) =>
        Entries(cache).Where(IsComplete).Select(entry => Read(entry).GetProperty("step").GetString()!).ToHashSet(StringComparer.Ordinal);

    /// <summary>What is wrong with complete entries, and leftovers in them.</summary>
    /// <param name="mayHaveMore">Whether there may be other files beside a result.</param>
    public static IReadOnlyList<string> Problems(string cache, bool mayHaveMore = false) =>
        [.. Entries(cache).Where(IsComplete).SelectMany(entry => ProblemsOf(entry, mayHaveMore).Select(problem => $"{Path.GetFileName(entry)}: {problem}"))];

    /// <summary>Whether two entries have files of the same names and content.</summary>
    public static bool HasSameResult(string one, string other) => ResultOf(one).SequenceEqual(ResultOf(other));

    private static IEnumerable<string> ResultOf(string entry) => Directory.EnumerateFiles(entry, "*", SearchOption.AllDirectories)
        .Select(path => (Path: path, Name: Path.GetRelativePath(entry, path)))
        .Where(file => !OwnFiles.Contains(file.Name))
        .Select(file => file.Name + Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file.Path))))
        .Order(StringComparer.Ordinal);

    private static IEnumerable<string> Entries(string cache) =>
        Directory.Exists(cache) ? Directory.EnumerateDirectories(cache).Where(entry => Path.GetFileName(entry)[0] != '.') : [];

    private static bool IsComplete(string entry) => File.Exists(Path.Combine(entry, "metadata.json"));

    private static JsonElement Read(string entry)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(entry, "metadata.json")));
        return json.RootElement.Clone();
    }

    private static IEnumerable<string> ProblemsOf(string entry, bool mayHaveMore)
    {
        if (!HasValidDigest(File.ReadAllBytes(Path.Combine(entry, "metadata.json"))))
        {
            yield return "the digest of metadata.json is wrong";
            yield break;
        }

        var expected = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in Read(entry).GetProperty("files").EnumerateArray())
        {
            var name = file.GetProperty("name").GetString()!;
            expected.Add(name.TrimEnd('/'));
            if (file.GetProperty("sha256").GetString() is { Length: > 0 } sha256 && !HasHash(Path.Combine(entry, name), sha256))
                yield return $"{name} is not as it was stored";
        }

        foreach (var found in Directory.EnumerateFileSystemEntries(entry, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(entry, path)))
        {
            // A process that is killed right after the entry is complete leaves its work directory there.
            var isKnown = OwnFiles.Contains(found) || found == "work" || found.StartsWith("work/", StringComparison.Ordinal)
                || expected.Contains(found) || expected.Any(name => name.StartsWith(found + "/", StringComparison.Ordinal));
            if (!isKnown && !(mayHaveMore && !found.Contains('/', StringComparison.Ordinal)))
                yield return $"{found} does not belong to it";
        }
    }

    private static bool HasValidDigest(ReadOnlySpan<byte> metadata)
    {
        var name = metadata.LastIndexOf("\"digest\""u8);
        if (name < 0)
            return false;

        using var json = JsonDocument.Parse(metadata.ToArray());
        return json.RootElement.GetProperty("digest").GetString() == Convert.ToHexStringLower(SHA256.HashData(metadata[..name]));
    }

    private static bool HasHash(string path, string sha256) => File.Exists(path) && Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path))) == sha256;
}
