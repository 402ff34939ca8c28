using System.Runtime.InteropServices;

namespace Tango.Cli.Output;

/// <summary>
/// Standard output, with an error when nobody reads it any more, as after <c>tango plan --all | head -3</c>. The stream of <see cref="Console"/> drops what is written then, and a command would go on for nobody. Not for
/// Windows.
/// </summary>
/// <param name="output">The stream of <see cref="Console"/>, which knows pipes that are full for a moment.</param>
/// <param name="descriptor">Its file descriptor.</param>
internal sealed class PipeOutput(Stream output, int descriptor = 1) : Stream
{
    /// <summary>The error of a pipe that nobody reads, EPIPE.</summary>
    public const int ClosedPipe = 32;

    private const short HasError = 0x08;
    private const short IsHungUp = 0x10;

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (!IsRead())
            throw new IOException("Nobody reads the output any more.", ClosedPipe);

        output.Write(buffer);
    }

    /// <inheritdoc/>
    public override void Flush() => output.Flush();

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    // Files and terminals have no such state.
    private bool IsRead()
    {
        var state = new DescriptorState { Descriptor = descriptor };
        return Poll(ref state, 1, 0) <= 0 || (state.Events & (HasError | IsHungUp)) == 0;
    }

    [DllImport("libc", EntryPoint = "poll")]
    private static extern int Poll(ref DescriptorState states, nuint count, int timeout);

    [StructLayout(LayoutKind.Sequential)]
    private struct DescriptorState
    {
        public int Descriptor;
        public short Wanted;
        public short Events;
    }
}
