using System.Net;
using System.Net.Http.Headers;
using Tango.IO;

namespace Tango.Caching.Remote;

/// <summary>
/// A server that answers <c>HEAD</c>, <c>GET</c> and <c>PUT</c> of <c>ADDRESS/NAME</c>: a web server with WebDAV, an artifact store, a cache made for builds.
/// </summary>
internal sealed class HttpStore : IRemoteStore
{
    private const int MostTries = 3;

    private static readonly TimeSpan ConnectPatience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);

    private readonly Uri _address;
    private readonly string _spool;
    private readonly HttpClient _client;

    /// <param name="address">An <c>http</c> or <c>https</c> address; a query stays behind the name.</param>
    /// <param name="token">Sent as the bearer's token; null: nothing is.</param>
    /// <param name="spool">The full path of a directory, for what comes until all of it is there.</param>
    public HttpStore(Uri address, string? token, string spool)
    {
        _address = address;
        _spool = spool;
        _client = new HttpClient(new SocketsHttpHandler { ConnectTimeout = ConnectPatience }) { Timeout = Timeout.InfiniteTimeSpan };
        _client.DefaultRequestHeaders.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        _client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("Tango.Build", ToolVersion.Current.Split('+')[0]));
    }

    /// <inheritdoc/>
    public Task<bool> ContainsAsync(string name, CancellationToken cancellationToken) =>
        AskAsync(HttpMethod.Head, name, content: null, (response, _) => Task.FromResult(IsThere(response)), cancellationToken);

    /// <inheritdoc/>
    public async Task<Stream?> OpenAsync(string name, CancellationToken cancellationToken) =>
        (await AskAsync(HttpMethod.Get, name, content: null, ReceiveAsync, cancellationToken).ConfigureAwait(false))?.OpenLastRead();

    /// <inheritdoc/>
    public Task PutAsync(string name, NamelessFile content, CancellationToken cancellationToken) => AskAsync(
        HttpMethod.Put,
        name,
        content,
        (response, _) => Task.FromResult(response.IsSuccessStatusCode ? true : throw NotDone(response)),
        cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private static bool IsThere(HttpResponseMessage response) => response.IsSuccessStatusCode
        || (response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Gone ? false : throw NotDone(response));

    private static HttpRequestException NotDone(HttpResponseMessage response) =>
        new($"the server answers {(int)response.StatusCode} {response.ReasonPhrase}".TrimEnd(), inner: null, response.StatusCode);

    private async Task<NamelessFile?> ReceiveAsync(HttpResponseMessage response, StallGuard guard)
    {
        if (!IsThere(response))
        {
            return null;
        }

        var file = new NamelessFile(_spool);
        try
        {
            using var source = await response.Content.ReadAsStreamAsync(guard.Token).ConfigureAwait(false);
            using var destination = file.OpenWrite();
            await guard.CopyAsync(source, destination).ConfigureAwait(false);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    // What fails once often succeeds a moment later: a connection that was lost, a server that has too much to do.
    private async Task<T> AskAsync<T>(
        HttpMethod method,
        string name,
        NamelessFile? content,
        Func<HttpResponseMessage, StallGuard, Task<T>> read,
        CancellationToken cancellationToken)
    {
        for (var tried = 1; ; tried++)
        {
            try
            {
                return await SendAsync(method, name, content, read, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (IsFailure(exception))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (tried == MostTries || !MayPass(exception))
                {
                    throw new RemoteStoreException($"{method} {AddressOf(name).GetLeftPart(UriPartial.Path)}: {TextOf(exception)}", exception);
                }
            }

            await Task.Delay(FirstPause * (tried * tried), cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<T> SendAsync<T>(
        HttpMethod method,
        string name,
        NamelessFile? content,
        Func<HttpResponseMessage, StallGuard, Task<T>> read,
        CancellationToken cancellationToken)
    {
        using var guard = new StallGuard(Patience, cancellationToken);
        using var request = new HttpRequestMessage(method, AddressOf(name));
        request.Content = content is null ? null : new NamelessFileContent(content, guard);
        using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, guard.Token).ConfigureAwait(false);
        return await read(response, guard).ConfigureAwait(false);
    }

    private static bool IsFailure(Exception exception) => exception is HttpRequestException or IOException or OperationCanceledException;

    private static bool MayPass(Exception exception) => exception is not HttpRequestException { StatusCode: { } status }
        || status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests || (int)status >= 500;

    // Whoever builds did not cancel: the guard did.
    private static string TextOf(Exception exception) => exception is OperationCanceledException
        ? $"nothing has moved for {Patience.TotalSeconds:F0} seconds"
        : exception.Message.TrimEnd('.');

    private Uri AddressOf(string name)
    {
        var address = new UriBuilder(_address);
        address.Path = $"{address.Path.TrimEnd('/')}/{Uri.EscapeDataString(name)}";
        return address.Uri;
    }
}
