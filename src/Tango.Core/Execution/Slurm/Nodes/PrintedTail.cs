using System.Buffers;
using System.Text;
using Tango.Execution.Running;

namespace Tango.Execution.Slurm.Nodes;

/// <summary>The end of what was printed: the last words count. It leaves a node without secrets, as others may read what is in the store.</summary>
/// <param name="longest">How many bytes are kept at least.</param>
internal sealed class PrintedTail(int longest)
{
    private readonly ArrayBufferWriter<byte> _kept = new();
    private bool _isCut;

    /// <summary>Adds bytes.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        _isCut |= bytes.Length > longest;
        _kept.Write(bytes.Length > longest ? bytes[^longest..] : bytes);
        if (_kept.WrittenCount <= 2 * longest)
            return;

        var last = _kept.WrittenSpan[^longest..].ToArray();
        _kept.ResetWrittenCount();
        _kept.Write(last);
        _isCut = true;
    }

    /// <summary>Its lines, masked. A first line that is cut is left out, or what is before the first <c>\r</c>: it may begin within a secret. If all of it is one line, so is the length of the longest secret.</summary>
    /// <returns>UTF-8.</returns>
    public byte[] Mask(SecretMask mask)
    {
        var kept = _kept.WrittenSpan;
        var whole = _isCut ? kept[BeginningOf(kept, mask)..] : kept;
        return Encoding.UTF8.GetBytes(string.Join('\n', Encoding.UTF8.GetString(whole).Split('\n').Select(mask.Apply)));
    }

    private static int BeginningOf(ReadOnlySpan<byte> kept, SecretMask mask)
    {
        if (kept.IndexOf((byte)'\n') is >= 0 and var line)
            return line + 1;

        return kept.IndexOf((byte)'\r') is >= 0 and var again ? again + 1 : Math.Min(kept.Length, mask.LongestInBytes);
    }
}
