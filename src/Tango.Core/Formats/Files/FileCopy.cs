using System.Buffers;
using Microsoft.Win32.SafeHandles;
using Tango.IO;

namespace Tango.Formats.Files;

/// <summary>Copies files into a result, with their permission bits.</summary>
internal static class FileCopy
{
    private const int BufferSize = 256 * 1024;

    public static async ValueTask IntoAsync(IResultWriter writer, string name, string path, CancellationToken cancellationToken)
    {
        using var source = File.OpenHandle(path, FileMode.Open, FileAccess.Read, SharedReading.Mode, FileOptions.SequentialScan);
        var destination = writer.Create(name, PermissionBits.Read(source));
        await using (destination.ConfigureAwait(false))
            Copy(source, destination, cancellationToken);
    }

    // On the calling thread: asynchronous reads of files are reads on another thread, which cost more than they save.
    private static void Copy(SafeFileHandle source, Stream destination, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            var position = 0L;
            while (RandomAccess.Read(source, buffer, position) is var read and > 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                destination.Write(buffer, 0, read);
                position += read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
