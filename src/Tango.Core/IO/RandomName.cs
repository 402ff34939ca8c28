using System.Security.Cryptography;

namespace Tango.IO;

/// <summary>Names that no other process will choose.</summary>
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
