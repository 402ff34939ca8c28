using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Tango.Build.Tasks;

/// <summary>
/// Collects what an <see cref="InputDigest"/> is made of. Unlike ids, the digest is compared only with one of the same machine and version, so nothing has to be
/// encoded: lengths tell where texts end, and what collects them is compiled with the framework, not anew in every build.
/// </summary>
internal sealed class DigestWriter
{
    private readonly StringBuilder _text = new(4096);

    /// <summary>Adds text; none is the same as empty text, as MSBuild has it.</summary>
    public void WriteText(string? value) => _text.Append(value?.Length ?? 0).Append(':').Append(value);

    /// <summary>Adds a number, such as that of the items of a list that follow.</summary>
    public void WriteNumber(int value) => _text.Append(value).Append(';');

    /// <summary>The SHA-256 of everything added, 32 bytes.</summary>
    public byte[] Finish() => SHA256.HashData(MemoryMarshal.AsBytes(_text.ToString().AsSpan()));
}
