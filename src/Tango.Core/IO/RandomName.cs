using System.Security.Cryptography;

namespace Tango.IO;

/// <summary>Random names, which are unique in practice.</summary>
internal static class RandomName
{
    private const int Bytes = 8;

    /// <summary>Sixteen lower-case hexadecimal characters.</summary>
    public static string Create()
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        RandomNumberGenerator.Fill(bytes);
        return Convert.ToHexStringLower(bytes);
    }
}
