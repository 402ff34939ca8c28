using System.Net;
using Tango.IO;

namespace Tango.Caching.Remote;

/// <summary>The body of a request, of known length, as many servers want it.</summary>
internal sealed class NamelessFileContent : HttpContent
{
    private readonly NamelessFile _file;
    private readonly StallGuard _guard;

    /// <param name="file">What is sent.</param>
    /// <param name="guard">Is told of each part that is sent.</param>
    public NamelessFileContent(NamelessFile file, StallGuard guard)
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
