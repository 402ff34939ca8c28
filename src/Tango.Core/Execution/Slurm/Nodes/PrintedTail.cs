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

    /// <summary>Its lines, masked. A first line that is cut is left out: it may begin within a secret.</summary>
    /// <returns>UTF-8.</returns>
    public byte[] Mask(SecretMask mask)
    {
        var kept = _kept.WrittenSpan;
        var whole = _isCut ? kept[(kept.IndexOf((byte)'\n') + 1)..] : kept;
        return Encoding.UTF8.GetBytes(string.Join('\n', Encoding.UTF8.GetString(whole).Split('\n').Select(mask.Apply)));
    }
}
