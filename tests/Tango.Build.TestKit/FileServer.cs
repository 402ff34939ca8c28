using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Tango.Build.TestKit;

/// <summary>A web server that stores files, as a minimal remote cache.</summary>
public sealed class FileServer : IAsyncDisposable
{
    private const int MaxAttempts = 20;

    private readonly HttpListener _listener;
    private readonly Task _serving;
    private readonly ConcurrentQueue<(string Method, string Path, string? Authorization)> _requests = new();

    private FileServer(HttpListener listener, string address)
    {
        _listener = listener;
        Address = address;
        _serving = ServeAsync();
    }

    /// <summary>The address for PUT and GET.</summary>
    public string Address { get; }

    /// <summary>The files by name.</summary>
    public ConcurrentDictionary<string, byte[]> Files { get; } = new(StringComparer.Ordinal);

    /// <summary>Every request, with its path and query below the address.</summary>
    public IReadOnlyList<(string Method, string Path, string? Authorization)> Requests => [.. _requests];

    /// <summary>The content type of files.</summary>
    public string ContentType { get; set; } = "application/octet-stream";

    /// <summary>The status with which a request is refused; null: it is served.</summary>
    public Func<HttpListenerRequest, Task<int?>> Refuse { get; set; } = _ => Task.FromResult<int?>(null);

    /// <summary>Starts a server on a free port.</summary>
    public static FileServer Start()
    {
        for (var tried = 1; ; tried++)
        {
            var address = $"http://localhost:{FreePort()}/cache";
            var listener = new HttpListener();
            listener.Prefixes.Add(address + "/");
            try
            {
                listener.Start();
                return new FileServer(listener, address);
            }
            catch (HttpListenerException) when (tried < MaxAttempts)
            {
                // Another process has used the port in the meantime.
                listener.Close();
            }
        }
    }

    /// <summary>How many requests of a method there were.</summary>
    public int Count(string method) => _requests.Count(request => request.Method == method);

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _serving;
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                var context = await _listener.GetContextAsync();
                _ = Task.Run(() => AnswerAsync(context));
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        try
        {
            var request = context.Request;
            var path = request.RawUrl![new Uri(Address).AbsolutePath.Length..].TrimStart('/');
            _requests.Enqueue((request.HttpMethod, path, request.Headers["Authorization"]));
            context.Response.StatusCode = await Refuse(request) ?? await ServeAsync(context, Uri.UnescapeDataString(path.Split('?')[0]));
            context.Response.Close();
        }
        catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException or IOException)
        {
            // The client has disconnected, or the server is closing.
        }
    }

    private async Task<int> ServeAsync(HttpListenerContext context, string name)
    {
        if (context.Request.HttpMethod == "PUT")
        {
            using var content = new MemoryStream();
            await context.Request.InputStream.CopyToAsync(content);
            Files[name] = content.ToArray();
            return (int)HttpStatusCode.Created;
        }

        if (!Files.TryGetValue(name, out var file))
            return (int)HttpStatusCode.NotFound;

        context.Response.ContentType = ContentType;
        context.Response.ContentLength64 = file.Length;
        if (context.Request.HttpMethod == "GET")
            await context.Response.OutputStream.WriteAsync(file);

        return (int)HttpStatusCode.OK;
    }
}
