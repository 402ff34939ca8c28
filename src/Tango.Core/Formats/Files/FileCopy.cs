using Tango.IO;

namespace Tango.Formats.Files;

/// <summary>Copies files into a result, with their permission bits.</summary>
internal static class FileCopy
{
    public static async ValueTask IntoAsync(IResultWriter writer, string name, string path, CancellationToken cancellationToken)
    {
        using var source = new FileStream(path, FileMode.Open, FileAccess.Read, SharedReading.Mode, bufferSize: 0, FileOptions.SequentialScan);
        var destination = writer.Create(name, PermissionBits.Read(source.SafeFileHandle));
        await using (destination.ConfigureAwait(false))
            await source.CopyToAsync(destination, cancellationToken).ConfigureAwait(false);
    }
}
