using Tango.IO;

namespace Tango.Formats;

/// <summary>The output of a command, as text or bytes in a file. The formats of text and bytes copy the file, however long it is; other formats receive the value itself.</summary>
internal sealed class PrintedResult
{
    /// <param name="path">The full path of the file; UTF-8 if it is text.</param>
    /// <param name="isText">Whether the value is a string, rather than a <c>byte[]</c>.</param>
    public PrintedResult(string path, bool isText)
    {
        Path = path;
        IsText = isText;
    }

    /// <summary>The full path of the file.</summary>
    public string Path { get; }

    /// <summary>Whether the value is a string, rather than a <c>byte[]</c>.</summary>
    public bool IsText { get; }

    /// <summary>The value, in memory.</summary>
    public async Task<object> LoadAsync(CancellationToken cancellationToken)
    {
        var bytes = await File.ReadAllBytesAsync(Path, cancellationToken).ConfigureAwait(false);

        // Not File.ReadAllText, which removes a byte order mark.
        return IsText ? System.Text.Encoding.UTF8.GetString(bytes) : bytes;
    }

    /// <summary>Copies the bytes of the value, without loading all of them into memory.</summary>
    /// <param name="destination">Receives the bytes, and is closed.</param>
    public async Task WriteAsync(Stream destination, CancellationToken cancellationToken)
    {
        await using (destination.ConfigureAwait(false))
        {
            var source = SharedReading.Open(Path);
            await using (source.ConfigureAwait(false))
                await source.CopyToAsync(destination, cancellationToken).ConfigureAwait(false);
        }
    }
}
