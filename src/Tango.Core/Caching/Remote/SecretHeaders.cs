using System.Net;

namespace Tango.Caching.Remote;

/// <summary>Adds headers to requests to one server, and follows its redirects without them: .NET would take them along to any other server.</summary>
internal sealed class SecretHeaders : DelegatingHandler
{
    private const int MaxRedirects = 10;

    private readonly Uri _address;
    private readonly IReadOnlyList<KeyValuePair<string, string>> _headers;

    /// <param name="address">An address of the server.</param>
    /// <param name="connections">Disposed of with this.</param>
    public SecretHeaders(Uri address, IReadOnlyList<KeyValuePair<string, string>> headers, SocketsHttpHandler connections)
        : base(connections)
    {
        connections.AllowAutoRedirect = false;
        _address = address;
        _headers = headers;
    }

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Authorize(request);
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        for (var count = 0; count < MaxRedirects && TargetOf(request, response) is { } target; count++)
        {
            var next = new HttpRequestMessage(request.Method, target) { Version = request.Version };
            Authorize(next);
            response.Dispose();
            request = next;
            response = await base.SendAsync(next, cancellationToken).ConfigureAwait(false);
        }

        return response;
    }

    private void Authorize(HttpRequestMessage request)
    {
        if (Uri.Compare(request.RequestUri, _address, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) != 0)
            return;

        foreach (var (name, value) in _headers)
        {
            request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, value);
        }
    }

    // As .NET does: never from https to http. What is sent is not sent a second time.
    private static Uri? TargetOf(HttpRequestMessage request, HttpResponseMessage response)
    {
        if (response.StatusCode is not (HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect)
            || request.Method == HttpMethod.Put || response.Headers.Location is not { } location)
        {
            return null;
        }

        var target = new Uri(request.RequestUri!, location);
        return target.Scheme == Uri.UriSchemeHttps || (target.Scheme == Uri.UriSchemeHttp && request.RequestUri!.Scheme == Uri.UriSchemeHttp) ? target : null;
    }
}
