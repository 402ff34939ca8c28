using System.Buffers;

namespace Tango.Execution.Worker;

/// <summary>Cuts what arrives in the channel of a worker into frames, one for each event. Memory use is limited, whatever arrives.</summary>
internal sealed class FrameReader
{
    /// <summary>The maximum length of a frame in bytes; texts of steps are much shorter (<see cref="IO.TextLimits"/>).</summary>
    public const int Longest = 4 * 1024 * 1024;

    private readonly ArrayBufferWriter<byte> _frame = new();

    /// <summary>Adds bytes.</summary>
    /// <param name="take">Receives each frame, without its line end.</param>
    /// <returns>False if a frame is too long: what follows has no meaning.</returns>
    public bool Add(ReadOnlySpan<byte> bytes, Action<ReadOnlyMemory<byte>> take)
    {
        while (bytes.IndexOf((byte)'\n') is var end and >= 0)
        {
            if (!Append(bytes[..end]))
                return false;

            take(_frame.WrittenMemory);
            _frame.ResetWrittenCount();
            bytes = bytes[(end + 1)..];
        }

        return Append(bytes);
    }

    private bool Append(ReadOnlySpan<byte> bytes)
    {
        if (_frame.WrittenCount + bytes.Length > Longest)
            return false;

        _frame.Write(bytes);
        return true;
    }
}
