using System.Security.Cryptography;

namespace Tango.Identity;

/// <summary>Creates unique ids: <c>ClassName-Version-hash</c>, or <c>ClassName-hash</c> without a version. The hash is 160 bits in 32 characters.</summary>
internal static class UniqueId
{
    private const int HashBytes = 20;
    private const int HashLength = HashBytes / 5 * 8;

    // Names of directories have at most 255 bytes on common file systems, and a character of a C# name at most 4 of them.
    private const int MaxNameLength = 48;
    private const int MaxVersionLength = 32;

    /// <summary>The id of a deterministic step.</summary>
    /// <param name="className">The step's class or function.</param>
    /// <param name="version">Its version; null if there is none.</param>
    /// <param name="hash">The SHA-256 of its identity; the first 20 bytes are used.</param>
    public static string Create(string className, string? version, ReadOnlySpan<byte> hash)
    {
        var name = Cut(className, MaxNameLength);
        var text = Base32.Encode(hash[..HashBytes]);
        return version is null ? $"{name}-{text}" : $"{name}-{Cut(version, MaxVersionLength)}-{text}";
    }

    /// <summary>The id of a step that is not deterministic: a new one every time.</summary>
    /// <param name="className">The step's class or function.</param>
    /// <param name="version">Its version; null if there is none.</param>
    public static string NewRandom(string className, string? version)
    {
        Span<byte> random = stackalloc byte[HashBytes];
        RandomNumberGenerator.Fill(random);
        return Create(className, version, random);
    }

    /// <summary>Whether an id was computed from an identity. One that is new every time was not.</summary>
    public static bool IsOf(string uniqueId, IEnumerable<IdentityEntry> identity)
    {
        using var total = new CanonicalWriter();
        foreach (var entry in identity)
        {
            total.WriteText(entry.Name);
            total.WriteBytes(Convert.FromHexString(entry.Hash));
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        total.Finish(hash);
        return uniqueId.EndsWith("-" + Base32.Encode(hash[..HashBytes]), StringComparison.Ordinal);
    }

    /// <summary>Whether a name has the form of such an id.</summary>
    public static bool HasForm(string name) =>
        name.Length > HashLength + 1 && name[0] != '.' && name[^(HashLength + 1)] == '-' && Base32.Is(name.AsSpan(name.Length - HashLength));

    // The part that is truncated is in the hash anyway. A surrogate pair is not split.
    private static string Cut(string text, int length)
    {
        if (text.Length <= length)
            return text;

        return char.IsHighSurrogate(text[length - 1]) ? text[..(length - 1)] : text[..length];
    }
}
