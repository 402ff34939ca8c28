using System.Buffers;
using System.Security.Cryptography;

namespace Tango.IO;

/// <summary>Random names, which are unique in practice.</summary>
internal static class RandomName
{
    private const int Bytes = 8;

    private static readonly SearchValues<char> Hexadecimal = SearchValues.Create("0123456789abcdef");

    /// <summary>Sixteen lower-case hexadecimal characters.</summary>
    public static string Create()
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        RandomNumberGenerator.Fill(bytes);
        return Convert.ToHexStringLower(bytes);
    }

    /// <summary>Whether a name is a text of that form.</summary>
    public static bool Is(ReadOnlySpan<char> name) => name.Length == 2 * Bytes && name.IndexOfAnyExcept(Hexadecimal) < 0;

    /// <summary>Whether a name is that of a file or folder that is being written: a dot, a random name, a dot and the name that it will get.</summary>
    public static bool IsStaged(string name) => name.Length > (2 * Bytes) + 2 && name[0] == '.' && name[(2 * Bytes) + 1] == '.' && Is(name.AsSpan(1, 2 * Bytes));
}
