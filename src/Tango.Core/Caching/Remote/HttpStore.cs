using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Tango.IO;

namespace Tango.Caching.Remote;

/// <summary>
/// A server that answers <c>HEAD</c>, <c>GET</c> and <c>PUT</c> of <c>ADDRESS/NAME</c>: a web server with WebDAV, an artifact store, a cache made for builds.
/// </summary>
internal sealed class HttpStore : IRemoteStore
{
    private const int MostTries = 3;

    // What is larger waits for the server's consent before it is sent.
    private const long LargestUnasked = 1024 * 1024;

    private static readonly TimeSpan ConnectPatience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);

    private readonly Uri _address;
    private readonly string _spool;
    private readonly HttpClient _client;

    /// <param name="address">An <c>http</c> or <c>https</c> address. A query stays behind the name; a user and a password are sent as such.</param>
    /// <param name="token">Sent as the bearer's token; null: nothing is.</param>
    /// <param name="spool">The full path of a directory, for what comes until all of it is there.</param>
    public HttpStore(Uri address, string? token, string spool)
    {
        _address = address;
        _spool = spool;
        _client = new HttpClient(new SocketsHttpHandler { ConnectTimeout = ConnectPatience }) { Timeout = Timeout.InfiniteTimeSpan };
        _client.DefaultRequestHeaders.Authorization = Authorization(address, token);
        _client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("Tango.Build", ToolVersion.Current.Split('+')[0]));
    }

    /// <summary>How long a request may stand still.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    public Task<bool> ContainsAsync(string name, CancellationToken cancellationToken) =>
        AskAsync(new(HttpMethod.Head, name), (response, _) => Task.FromResult(IsThere(response)), cancellationToken);

    /// <inheritdoc/>
    public async Task<Stream?> OpenAsync(string name, CancellationToken cancellationToken) =>
        (await AskAsync(new(HttpMethod.Get, name), ReceiveAsync, cancellationToken).ConfigureAwait(false))?.OpenLastRead();

    /// <inheritdoc/>
    public async Task PutAsync(string name, NamelessFile content, CancellationToken cancellationToken)
    {
        var question = new Question(HttpMethod.Put, name, content);
        var conflict = await AskAsync(question, (response, _) => Task.FromResult(ConflictOf(response)), cancellationToken).ConfigureAwait(false);

        // Servers that forbid to replace a file say so in this way, and have it; others lack the folder.
        if (conflict is not null && !await ContainsAsync(name, cancellationToken).ConfigureAwait(false))
        {
            throw Failed(question, conflict);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private static AuthenticationHeaderValue? Authorization(Uri address, string? token) =>
        token is not null ? new("Bearer", token)
        : address.UserInfo.Length > 0 ? new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(address.UserInfo))))
        : null;

    private static bool IsThere(HttpResponseMessage response)
    {
        if (response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Gone)
        {
            return false;
        }

        return !response.IsSuccessStatusCode ? throw NotDone(response)
            : response.Content.Headers.ContentType?.MediaType == "text/html"
            ? throw new HttpRequestException("the server answers with a web page, as one does where people have to sign in", inner: null, response.StatusCode)
            : true;
    }

    private static HttpRequestException? ConflictOf(HttpResponseMessage response) => response.IsSuccessStatusCode ? null
        : response.StatusCode is HttpStatusCode.Conflict or HttpStatusCode.PreconditionFailed ? NotDone(response)
        : throw NotDone(response);

    private static HttpRequestException NotDone(HttpResponseMessage response) =>
        new($"the server answers {(int)response.StatusCode} {response.ReasonPhrase}".TrimEnd(), inner: null, response.StatusCode);

    private async Task<NamelessFile?> ReceiveAsync(HttpResponseMessage response, StallGuard guard)
    {
        if (!IsThere(response))
        {
            return null;
        }

        using var source = await response.Content.ReadAsStreamAsync(guard.Token).ConfigureAwait(false);
        var file = CreateSpool();
        await file.FillAsync(destination => guard.CopyAsync(source, destination)).ConfigureAwait(false);
        return file;
    }

    private NamelessFile CreateSpool()
    {
        try
        {
            return new NamelessFile(_spool);
        }
        catch (Exception exception) when (CacheAccess.IsRefusal(exception))
        {
            throw new RemoteStoreException($"what it gives cannot be kept in '{_spool}': {exception.Message.TrimEnd('.')}", exception);
        }
    }

    // What fails once often succeeds a moment later: a connection that was lost, a server that has too much to do.
    private async Task<T> AskAsync<T>(Question question, Func<HttpResponseMessage, StallGuard, Task<T>> read, CancellationToken cancellationToken)
    {
        for (var tried = 1; ; tried++)
        {
            try
            {
                return await SendAsync(question, read, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (tried == MostTries || !MayPass(exception))
                {
                    throw Failed(question, exception);
                }
            }

            await Task.Delay(FirstPause * (tried * tried), cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<T> SendAsync<T>(Question question, Func<HttpResponseMessage, StallGuard, Task<T>> read, CancellationToken cancellationToken)
    {
        using var guard = new StallGuard(Patience, cancellationToken);
        using var request = new HttpRequestMessage(question.Method, AddressOf(question.Name));
        if (question.Content is { } content)
        {
            request.Content = new NamelessFileContent(content, guard);
            request.Headers.ExpectContinue = content.Length > LargestUnasked;
        }

        using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, guard.Token).ConfigureAwait(false);
        return await read(response, guard).ConfigureAwait(false);
    }

    // What took all of the time it was given would take it again.
    private static bool MayPass(Exception exception) => exception switch
    {
        OperationCanceledException => false,
        HttpRequestException { StatusCode: { } status } => status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests || (int)status >= 500,
        _ => true,
    };

    private RemoteStoreException Failed(Question question, Exception exception) =>
        new($"{question.Method} {RemoteCacheSettings.WithoutSecrets(AddressOf(question.Name))}: {TextOf(exception)}", exception);

    // Whoever builds did not cancel: no connection was made in time, or the guard did.
    private string TextOf(Exception exception) => exception switch
    {
        OperationCanceledException { InnerException: TimeoutException } => $"no connection within {ConnectPatience.TotalSeconds:0} seconds",
        OperationCanceledException => $"nothing has moved for {Patience.TotalSeconds:0.##} seconds",
        HttpRequestException { StatusCode: not null } => exception.Message,
        _ => exception.GetBaseException().Message.TrimEnd('.'),
    };

    private Uri AddressOf(string name)
    {
        var address = new UriBuilder(_address);
        address.Path = $"{address.Path.TrimEnd('/')}/{Uri.EscapeDataString(name)}";
        return address.Uri;
    }

    private sealed record Question(HttpMethod Method, string Name, NamelessFile? Content = null);
}
