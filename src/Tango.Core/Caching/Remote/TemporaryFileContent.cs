using System.Net;
using Tango.IO;

namespace Tango.Caching.Remote;

/// <summary>The body of a request, with a known length, because many servers require one.</summary>
internal sealed class TemporaryFileContent : HttpContent
{
    private readonly TemporaryFile _file;
    private readonly TransferGuard _guard;

    /// <param name="guard">Counts what is sent.</param>
    public TemporaryFileContent(TemporaryFile file, TransferGuard guard)
    {
        _file = file;
        _guard = guard;
    }

    /// <inheritdoc/>
    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        using var source = _file.OpenRead();
        await _guard.CopyAsync(source, stream).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    protected override bool TryComputeLength(out long length)
    {
        length = _file.Length;
        return true;
    }
}
