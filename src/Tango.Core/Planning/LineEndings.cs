using System.Collections.Immutable;
using System.Security.Cryptography;
using Tango.Graph;
using Tango.Identity;
using Tango.IO;
using Tango.Parameters;

namespace Tango.Planning;

/// <summary>Finds input files that differ from the last run only in line endings, as after a checkout on another system.</summary>
internal static class LineEndings
{
    // Larger files are seldom texts, and are read once more for this.
    private const long MaxSize = 10_000_000;

    private static ReadOnlySpan<byte> CarriageReturn => "\r"u8;

    /// <summary>Whether a file, with other line endings, is that of an earlier identity.</summary>
    /// <param name="name">The file's name in the identity.</param>
    /// <param name="before">The earlier identity, which has only a hash of the file.</param>
    public static bool OnlyDiffer(StepNode node, string name, ImmutableArray<IdentityEntry> before)
    {
        var was = before.FirstOrDefault(entry => entry.Name == IdentityEntryNames.File(name));
        var file = node.Arguments.SelectMany(argument => InputFileValues.In(argument.Value)).FirstOrDefault(file => file.RelativePath == name);
        return was is not null && file is not null && HashesWithOtherEndings(file).Contains(was.Hash);
    }

    private static IReadOnlyList<string> HashesWithOtherEndings(ArgumentValue.File file)
    {
        try
        {
            using var stream = SharedReading.Open(file.FullPath);
            return stream.Length <= MaxSize ? HashesWithOtherEndings(file.RelativePath, stream) : [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It changes at this moment. The build reports a file that cannot be read.
            return [];
        }
    }

    // Line by line: the hash with \n wherever there is \r\n, and the hash with \r\n wherever there is only \n.
    private static IReadOnlyList<string> HashesWithOtherEndings(string name, Stream stream)
    {
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        using var unix = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var windows = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var rest = content.AsSpan(); !rest.IsEmpty;)
        {
            var end = rest.IndexOf((byte)'\n');
            var line = end < 0 ? rest : rest[..end];
            var text = end >= 0 && line.EndsWith(CarriageReturn) ? line[..^1] : line;
            unix.AppendData(text);
            windows.AppendData(text);
            if (end < 0)
                break;

            unix.AppendData("\n"u8);
            windows.AppendData("\r\n"u8);
            rest = rest[(end + 1)..];
        }

        return [HashOf(name, unix), HashOf(name, windows)];
    }

    private static string HashOf(string name, IncrementalHash content)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        content.GetHashAndReset(hash);
        using var writer = new CanonicalWriter();
        writer.WriteFile(name, hash);
        writer.Finish(hash);
        return Convert.ToHexStringLower(hash);
    }
}
