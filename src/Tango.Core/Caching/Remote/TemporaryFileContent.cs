using System.Net;
using Tango.IO;

namespace Tango.Caching.Remote;

/// <summary>The body of a request, with a known length, because many servers require one.</summary>
internal sealed class TemporaryFileContent : HttpContent
{
    private readonly TemporaryFile _file;
    private readonly StallGuard _guard;

    /// <param name="guard">Records each part that is sent as progress.</param>
    public TemporaryFileContent(TemporaryFile file, StallGuard guard)
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
