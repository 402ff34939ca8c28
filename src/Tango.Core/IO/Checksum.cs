using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Tango.IO;

/// <summary>A fast checksum against torn and damaged files; no protection against anybody who means it.</summary>
internal static class Checksum
{
    private const ulong Prime = 0x9E3779B185EBCA87;

    // A loop over all of a file, once a process: the quick code that comes first would be the only one.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static ulong Of(ReadOnlySpan<byte> bytes)
    {
        var sum = (ulong)bytes.Length * Prime;
        foreach (var word in MemoryMarshal.Cast<byte, ulong>(bytes))
        {
            sum = BitOperations.RotateLeft((sum ^ word) * Prime, 31);
        }

        foreach (var rest in bytes[(bytes.Length / sizeof(ulong) * sizeof(ulong))..])
        {
            sum = BitOperations.RotateLeft((sum ^ rest) * Prime, 31);
        }

        return sum;
    }
}
