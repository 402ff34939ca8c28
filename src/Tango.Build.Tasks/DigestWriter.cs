using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Tango.Build.Tasks;

/// <summary>
/// Collects the content of an <see cref="InputDigest"/>. Unlike ids, the digest is compared only with one of the same machine and version, so an encoding is not needed: each
/// text follows its length. StringBuilder is precompiled with the framework, so it need not be compiled in every build.
/// </summary>
internal sealed class DigestWriter
{
    private readonly StringBuilder _text = new(4096);

    /// <summary>Adds text; null is the same as empty text, as in MSBuild.</summary>
    public void WriteText(string? value) => _text.Append(value?.Length ?? 0).Append(':').Append(value);

    /// <summary>Adds a number, e.g. the count of the items that follow.</summary>
    public void WriteNumber(int value) => _text.Append(value).Append(';');

    /// <summary>The SHA-256 of everything added, 32 bytes.</summary>
    public byte[] Finish() => SHA256.HashData(MemoryMarshal.AsBytes(_text.ToString().AsSpan()));
}
