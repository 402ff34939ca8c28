using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Tango.IO;

namespace Tango.Caching.Remote;

/// <summary>A server that supports <c>HEAD</c>, <c>GET</c> and <c>PUT</c> of <c>ADDRESS/NAME</c>: e.g. a web server with WebDAV, an artifact store, a build cache.</summary>
internal sealed class HttpStore : IArchiveStore
{
    private const int MaxAttempts = 3;

    // For larger bodies the client waits for the server's consent (100 Continue) before it sends them.
    private const long MaxBytesWithoutConsent = 1024 * 1024;

    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);

    private readonly Uri _address;
    private readonly string _spool;
    private readonly ServerReason _reason;
    private readonly HttpClient _client;
    private readonly IReadOnlyList<KeyValuePair<string, string>> _requestHeaders;

    // Until the server says that it has no such thing.
    private volatile bool _canPutIfAbsent = true;

    /// <param name="address">An <c>http</c> or <c>https</c> address. Its query follows the name; its user and password are sent as such.</param>
    /// <param name="token">Sent as a bearer token; null: none is sent.</param>
    /// <param name="spool">The full path of a directory for downloads that are not complete.</param>
    /// <param name="headers">Sent with each request; they replace the token.</param>
    public HttpStore(Uri address, string? token, string spool, IReadOnlyList<KeyValuePair<string, string>>? headers = null)
    {
        _address = address;
        _spool = spool;
        _reason = new ServerReason([token ?? "", Uri.UnescapeDataString(address.UserInfo), .. address.Query.Split('&', '=', '?'), .. headers?.Select(header => header.Value) ?? []]);
        var connections = new SocketsHttpHandler { ConnectTimeout = ConnectTimeout, UseCookies = false };
        _client = new HttpClient(headers is { Count: > 0 } ? new SecretHeaders(address, headers, connections) : connections) { Timeout = Timeout.InfiniteTimeSpan };
        _client.DefaultRequestHeaders.Authorization = Authorization(address, token);
        _requestHeaders = token is null || headers?.Any(header => header.Key.Equals("Authorization", StringComparison.OrdinalIgnoreCase)) == true
            ? headers ?? []
            : [.. headers ?? [], KeyValuePair.Create("Authorization", "Bearer " + token)];
        _client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("Tango.Build", ToolVersion.Current.Split('+')[0]));
    }

    /// <summary>Measures transfers and pauses.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>A random number from 0 to 1: machines that a server refused at the same time do not come back at the same time.</summary>
    public Func<double> Jitter { get; init; } = Random.Shared.NextDouble;

    /// <inheritdoc/>
    public Task<bool> ContainsAsync(string name, CancellationToken cancellationToken) =>
        SendWithRetriesAsync(new(HttpMethod.Head, name), (response, _) => Task.FromResult(Exists(response)), cancellationToken);

    /// <inheritdoc/>
    public async Task<Stream?> OpenAsync(string name, CancellationToken cancellationToken) =>
        (await SendWithRetriesAsync(new(HttpMethod.Get, name), ReceiveAsync, cancellationToken).ConfigureAwait(false))?.OpenLastRead();

    /// <inheritdoc/>
    public async Task PutAsync(string name, TemporaryFile content, bool replace, CancellationToken cancellationToken)
    {
        var wanted = new Request(HttpMethod.Put, name, content, replace);
        var conflict = await SendWithRetriesAsync(wanted, (response, _) => Task.FromResult(ConflictOf(response)), cancellationToken).ConfigureAwait(false);

        if (conflict is { StatusCode: HttpStatusCode.NotImplemented })
        {
            _canPutIfAbsent = false;
            await PutAsync(name, content, replace: true, cancellationToken).ConfigureAwait(false);
            return;
        }

        // Some servers respond so if the file exists and must not be replaced; others if the folder does not exist.
        if (conflict is not null && !await ContainsAsync(name, cancellationToken).ConfigureAwait(false))
            throw Failed(wanted, conflict);
    }

    /// <inheritdoc/>
    public Task<PlainRequest> RequestForAsync(string name, CancellationToken cancellationToken) => Task.FromResult(new PlainRequest(AddressOf(_address, name), _requestHeaders));

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    /// <summary>Whether an address, with a shared access signature, is of Azure's own servers, which want to know what kind of blob a file becomes.</summary>
    public static bool IsAzure(Uri address) => address.Host.Contains(".blob.core.", StringComparison.OrdinalIgnoreCase) || address.Host.EndsWith(".blob.storage.azure.net", StringComparison.OrdinalIgnoreCase);

    private static AuthenticationHeaderValue? Authorization(Uri address, string? token) =>
        token is not null ? new("Bearer", token)
        : address.UserInfo.Length > 0 ? new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(address.UserInfo))))
        : null;

    private static bool Exists(HttpResponseMessage response)
    {
        if (response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Gone)
            return false;

        return !response.IsSuccessStatusCode ? throw StatusError(response)
            : response.Content.Headers.ContentType?.MediaType == "text/html"
            ? throw new HttpRequestException("the server answered with a web page, probably a sign-in page", inner: null, response.StatusCode)
            : true;
    }

    private static HttpRequestException? ConflictOf(HttpResponseMessage response) => response.IsSuccessStatusCode ? null
        : response.StatusCode is HttpStatusCode.Conflict or HttpStatusCode.PreconditionFailed ? StatusError(response)
        : response.StatusCode == HttpStatusCode.NotImplemented && response.RequestMessage?.Headers.IfNoneMatch.Count > 0 ? StatusError(response)
        : throw StatusError(response);

    private static HttpRequestException StatusError(HttpResponseMessage response) =>
        new($"the server answered {(int)response.StatusCode} {response.ReasonPhrase}".TrimEnd(), inner: null, response.StatusCode);

    private async Task<TemporaryFile?> ReceiveAsync(HttpResponseMessage response, TransferGuard guard)
    {
        if (!Exists(response))
            return null;

        using var source = await response.Content.ReadAsStreamAsync(guard.Token).ConfigureAwait(false);
        using var download = new Download(_spool);
        if (response.Content.Headers.ContentLength is { } announced)
            download.CheckSpace(announced);

        await guard.CopyAsync(source, download).ConfigureAwait(false);
        return download.Complete();
    }

    // Many failures are temporary: a lost connection, a busy server.
    private async Task<T> SendWithRetriesAsync<T>(Request wanted, Func<HttpResponseMessage, TransferGuard, Task<T>> read, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await SendAsync(wanted, read, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is not RemoteException)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (attempt == MaxAttempts || !IsTransient(exception))
                    throw Failed(wanted, exception);
            }

            await Task.Delay(FirstPause * (attempt * attempt) * (0.5 + Jitter()), Clock, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<T> SendAsync<T>(Request wanted, Func<HttpResponseMessage, TransferGuard, Task<T>> read, CancellationToken cancellationToken)
    {
        using var guard = new TransferGuard(Clock, cancellationToken);
        using var request = new HttpRequestMessage(wanted.Method, AddressOf(_address, wanted.Name));
        if (wanted.Content is { } content)
        {
            request.Content = new TemporaryFileContent(content, guard);
            request.Headers.ExpectContinue = content.Length > MaxBytesWithoutConsent;
            if (!wanted.Replace && _canPutIfAbsent)
                request.Headers.IfNoneMatch.Add(EntityTagHeaderValue.Any);

            if (IsAzure(_address))
                request.Headers.TryAddWithoutValidation("x-ms-blob-type", "BlockBlob");
        }

        try
        {
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, guard.Token).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode)
                response.ReasonPhrase = await _reason.ReadAsync(response, guard.Token).ConfigureAwait(false);

            return await read(response, guard).ConfigureAwait(false);
        }
        catch (Exception exception) when (guard.Failure is not null && exception is not RemoteException)
        {
            // The client reports it in several ways, depending on what it was doing.
            throw new TimeoutException(guard.Failure, exception);
        }
    }

    // A request that used its whole time would use it again; other exceptions, e.g. for an address to which the server redirects, would occur again.
    private static bool IsTransient(Exception exception) => exception switch
    {
        HttpRequestException { StatusCode: { } status } => status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests || (int)status >= 500,
        _ => exception is HttpRequestException or IOException,
    };

    private RemoteStoreException Failed(Request wanted, Exception exception) =>
        new($"{wanted.Method} {RemoteCacheSettings.WithoutSecrets(AddressOf(_address, wanted.Name))}: {TextOf(exception)}", exception);

    private static string TextOf(Exception exception) => exception switch
    {
        TimeoutException => exception.Message,

        // Neither the build nor the guard has cancelled it.
        OperationCanceledException => $"no connection within {ConnectTimeout.TotalSeconds:0} seconds",
        HttpRequestException { StatusCode: not null } => exception.Message,
        _ => exception.GetBaseException().Message,
    };

    private static Uri AddressOf(Uri store, string name)
    {
        var address = new UriBuilder(store);
        address.Path = $"{address.Path.TrimEnd('/')}/{string.Join('/', name.Split('/').Select(Uri.EscapeDataString))}";
        return address.Uri;
    }

    private sealed record Request(HttpMethod Method, string Name, TemporaryFile? Content = null, bool Replace = false);
}
