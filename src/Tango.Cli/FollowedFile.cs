using System.Text;
using Tango.Diagnostics;

namespace Tango.Cli;

/// <summary>A text file that another process may still be writing to.</summary>
internal sealed class FollowedFile(string path)
{
    // Notifications of file systems are late or missing on network drives.
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    /// <summary>Copies its text, without what a terminal would obey.</summary>
    /// <param name="follows">Whether to wait for more until the token is cancelled.</param>
    public async Task CopyAsync(TextWriter writer, bool follows, CancellationToken cancellationToken)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var block = new char[16 * 1024];
        while (true)
        {
            int read;
            while ((read = await reader.ReadAsync(block, cancellationToken).ConfigureAwait(false)) > 0)
                await writer.WriteAsync(PrintableText.Lines(new string(block, 0, read))).ConfigureAwait(false);

            await writer.FlushAsync(cancellationToken).ConfigureAwait(false);
            if (!follows)
                return;

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
