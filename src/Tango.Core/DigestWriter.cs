using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Tango;

/// <summary>
/// Collects what a <see cref="RequestDigest"/> is made of. Unlike ids, the digest is compared only with one of the same machine and version, so nothing has to be
/// encoded: lengths tell where texts end, and what collects them is compiled with the framework, not anew in every build.
/// </summary>
internal sealed class DigestWriter
{
    private readonly StringBuilder _text = new(4096);

    /// <summary>Adds text.</summary>
    public void WriteText(string value) => _text.Append(value.Length).Append(':').Append(value);

    /// <summary>Adds an integer.</summary>
    public void WriteInteger(int value) => _text.Append(value).Append(';');

    /// <summary>Begins a list; its items follow.</summary>
    public void BeginList(int count) => _text.Append('[').Append(count).Append(';');

    /// <summary>Begins a map; its names and values follow.</summary>
    public void BeginMap(int count) => _text.Append('{').Append(count).Append(';');

    /// <summary>The SHA-256 of everything added, 32 bytes.</summary>
    public byte[] Finish() => SHA256.HashData(MemoryMarshal.AsBytes(_text.ToString().AsSpan()));
}
