namespace Tango.Formats;

/// <summary>Copies files into a result.</summary>
internal static class FileCopy
{
    public static async ValueTask IntoAsync(IResultWriter writer, string name, string path, CancellationToken cancellationToken)
    {
        using var source = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        var isExecutable = !OperatingSystem.IsWindows() && (File.GetUnixFileMode(source.SafeFileHandle) & UnixFileMode.UserExecute) != 0;
        var destination = writer.Create(name, isExecutable);
        await using (destination.ConfigureAwait(false))
        {
            await source.CopyToAsync(destination, cancellationToken).ConfigureAwait(false);
        }
    }
}
