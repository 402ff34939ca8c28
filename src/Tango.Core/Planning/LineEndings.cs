using System.Collections.Immutable;
using System.Security.Cryptography;
using Tango.Graph;
using Tango.Identity;
using Tango.Parameters;

namespace Tango.Planning;

/// <summary>Finds input files that differ from the last run only in line endings, as after a checkout on another system.</summary>
internal static class LineEndings
{
    private const long MaxSize = 100_000_000;

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
            using var stream = new FileStream(file.FullPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (stream.Length > MaxSize)
                return [];

            var content = new byte[stream.Length];
            stream.ReadExactly(content);
            return [HashOf(file, WithLineFeeds(content)), HashOf(file, WithBoth(content))];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It changes at this moment. The build reports a file that cannot be read.
            return [];
        }
    }

    private static string HashOf(ArgumentValue.File file, ReadOnlySpan<byte> content)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(content, hash);
        using var writer = new CanonicalWriter();
        writer.WriteFile(file.RelativePath, hash);
        writer.Finish(hash);
        return Convert.ToHexStringLower(hash);
    }

    // \r\n becomes \n.
    private static byte[] WithLineFeeds(byte[] content)
    {
        var made = new byte[content.Length];
        var length = 0;
        for (var index = 0; index < content.Length; index++)
        {
            if (content[index] != '\r' || index + 1 == content.Length || content[index + 1] != '\n')
                made[length++] = content[index];
        }

        return made[..length];
    }

    // \n becomes \r\n.
    private static byte[] WithBoth(byte[] content)
    {
        var made = new MemoryStream(content.Length + (content.Length / 16));
        for (var index = 0; index < content.Length; index++)
        {
            if (content[index] == '\n' && (index == 0 || content[index - 1] != '\r'))
                made.WriteByte((byte)'\r');

            made.WriteByte(content[index]);
        }

        return made.ToArray();
    }
}
