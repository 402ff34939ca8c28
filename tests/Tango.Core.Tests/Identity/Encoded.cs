using Tango.Identity;
using Tango.Parameters;

namespace Tango.Core.Tests.Identity;

/// <summary>The SHA-256 of a value's canonical encoding.</summary>
internal static class Encoded
{
    public static byte[] Bytes(Action<CanonicalWriter> write)
    {
        using var writer = new CanonicalWriter();
        write(writer);
        var hash = new byte[32];
        writer.Finish(hash);
        return hash;
    }

    public static string Hash(Action<CanonicalWriter> write) => Convert.ToHexStringLower(Bytes(write));

    /// <summary>Of an argument; files have the content "content of" and their path, steps the id "id-of-" and their name.</summary>
    public static string Hash(ArgumentValue value)
    {
        var encoder = new ValueEncoder(
            path => System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes("content of " + path)),
            step => "id-of-" + step);
        return Hash(writer => encoder.Write(writer, value));
    }
}
