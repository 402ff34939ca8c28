using System.Runtime.InteropServices;
using Tango.IO;

namespace Tango.Execution.Worker;

/// <summary>
/// Writes to a descriptor of Unix, at the place where whoever shares it wrote last. A <see cref="FileStream"/> counts its own place: if output goes to a file, it would overwrite
/// what steps, or the shell that started the worker, wrote there.
/// </summary>
internal sealed class DescriptorStream(int descriptor) : WriteOnlyStream
{
    private const int Interrupted = 4;

    /// <inheritdoc/>
    /// <exception cref="IOException">It cannot be written to.</exception>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (buffer.Length > 0)
        {
            var written = Write(descriptor, in MemoryMarshal.GetReference(buffer), buffer.Length);
            if (written >= 0)
                buffer = buffer[(int)written..];
            else if (Marshal.GetLastPInvokeError() is not Interrupted and var error)
                throw new IOException(Marshal.GetPInvokeErrorMessage(error), error);
        }
    }

    [DllImport("libc", EntryPoint = "write", SetLastError = true)]
    private static extern nint Write(int descriptor, in byte buffer, nint count);
}
