using System.Text;
using Tango.Diagnostics;
using Tango.IO;

namespace Tango.Cli;

/// <summary>A text file that another process may still be writing to, or replace.</summary>
internal sealed class FollowedFile(string path)
{
    // Notifications of file systems are late or missing on network drives.
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    /// <summary>Copies its text, without what a terminal would obey.</summary>
    /// <param name="mayGrow">Whether somebody may still write to it. Asked before each reading, so that what was written last is read.</param>
    public async Task CopyAsync(TextWriter writer, Func<bool> mayGrow, CancellationToken cancellationToken)
    {
        while (true)
        {
            var opened = FileStamp.Read(path).FileId;
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (FileStamp.Read(path).FileId != opened)
                continue;

            if (!await CopyAsync(stream, opened, writer, mayGrow, cancellationToken).ConfigureAwait(false))
                return;
        }
    }

    // Returns whether there is another file at the path.
    private async Task<bool> CopyAsync(FileStream stream, long opened, TextWriter writer, Func<bool> mayGrow, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var block = new char[16 * 1024];
        while (true)
        {
            var isLast = !mayGrow();
            var now = FileStamp.Read(path);
            int read;
            while ((read = await reader.ReadAsync(block, cancellationToken).ConfigureAwait(false)) > 0)
                await writer.WriteAsync(PrintableText.Lines(new string(block, 0, read))).ConfigureAwait(false);

            await writer.FlushAsync(cancellationToken).ConfigureAwait(false);
            if (now.Exists && now.FileId != opened)
                return true;

            if (isLast)
                return false;

            await Task.Delay(Interval, cancellationToken).ConfigureAwait(false);

            // The next run begins the file anew.
            if (stream.Length < stream.Position)
            {
                stream.Position = 0;
                reader.DiscardBufferedData();
            }
        }
    }
}
