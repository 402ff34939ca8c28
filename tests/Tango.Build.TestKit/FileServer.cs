using System.Collections.Concurrent;
using System.Net;
using System.Text;

namespace Tango.Build.TestKit;

/// <summary>A web server that stores files, as a minimal remote cache.</summary>
public sealed class FileServer : IAsyncDisposable
{
    private readonly LocalServer _server;
    private readonly ConcurrentQueue<(string Method, string Path, string? Authorization)> _requests = new();

    private FileServer() => _server = new LocalServer(AnswerAsync);

    /// <summary>The address for PUT and GET.</summary>
    public string Address => _server.Address;

    /// <summary>The files by name.</summary>
    public ConcurrentDictionary<string, byte[]> Files { get; } = new(StringComparer.Ordinal);

    /// <summary>Every request, with its path and query below the address.</summary>
    public IReadOnlyList<(string Method, string Path, string? Authorization)> Requests => [.. _requests];

    /// <summary>The content type of files.</summary>
    public string ContentType { get; set; } = "application/octet-stream";

    /// <summary>The status with which a request is refused; null: it is served.</summary>
    public Func<FileRequest, Task<int?>> Refuse { get; set; } = _ => Task.FromResult<int?>(null);

    /// <summary>Whether a file that exists is refused where the request says so.</summary>
    public bool HasConditions { get; set; } = true;

    /// <summary>Starts a server on a free port.</summary>
    public static FileServer Start() => new();

    /// <summary>How many requests of a method there were.</summary>
    public int Count(string method) => _requests.Count(request => request.Method == method);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task AnswerAsync(Stream stream, CancellationToken cancellationToken)
    {
        if (await FileRequest.ReadAsync(stream, cancellationToken) is not { } request)
            return;

        var path = request.Target[new Uri(Address).AbsolutePath.Length..].TrimStart('/');
        _requests.Enqueue((request.HttpMethod, path, request.Header("Authorization")));
        var refusal = await Refuse(request).WaitAsync(cancellationToken);
        var (status, content) = refusal is { } refused ? (refused, null) : await ServeAsync(request, Uri.UnescapeDataString(path.Split('?')[0]), cancellationToken);
        var head = $"HTTP/1.1 {status} {(HttpStatusCode)status}\r\nConnection: close\r\nContent-Length: {content?.Length ?? 0}\r\n{(content is null ? "" : $"Content-Type: {ContentType}\r\n")}\r\n";
        await stream.WriteAsync(Encoding.Latin1.GetBytes(head), cancellationToken);
        if (content is not null && request.HttpMethod == "GET")
            await stream.WriteAsync(content, cancellationToken);
    }

    private async Task<(int Status, byte[]? Content)> ServeAsync(FileRequest request, string name, CancellationToken cancellationToken)
    {
        if (request.HttpMethod == "PUT")
        {
            if (HasConditions && request.Header("If-None-Match") == "*" && Files.ContainsKey(name))
                return ((int)HttpStatusCode.PreconditionFailed, null);

            Files[name] = await request.ReadBodyAsync(cancellationToken);
            return ((int)HttpStatusCode.Created, null);
        }

        return Files.TryGetValue(name, out var file) ? ((int)HttpStatusCode.OK, file) : ((int)HttpStatusCode.NotFound, null);
    }
}
