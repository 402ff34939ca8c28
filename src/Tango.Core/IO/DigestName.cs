using System.Security.Cryptography;
using System.Text;

namespace Tango.IO;

/// <summary>File names that represent texts, such as paths.</summary>
internal static class DigestName
{
    private const int Bytes = 16;

    /// <summary>Half of the text's SHA-256: 32 lower-case hexadecimal characters.</summary>
    public static string From(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)), 0, Bytes);
}
