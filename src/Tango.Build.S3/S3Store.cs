using System.Net;
using System.Net.Sockets;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Tango.Caching.Remote;

namespace Tango.Build.S3;

/// <summary>A bucket, or the objects in it below a prefix.</summary>
internal sealed class S3Store : ISigningStore
{
    // S3 takes no more at once than 5 GB, and a large object that fails is sent from its start again.
    private const long DefaultSinglePut = 1024L * 1024 * 1024;

    private readonly Lazy<AmazonS3Client> _client;
    private readonly string _bucket;
    private readonly string _prefix;

    // Until the server says that it has no such thing.
    private volatile bool _canPutIfAbsent = true;
    private volatile bool _hasBucket;

    /// <param name="connect">Makes the client, with the first request.</param>
    /// <param name="prefix">The names of all objects start with it and a slash; empty: there is none.</param>
    public S3Store(Func<AmazonS3Client> connect, string bucket, string prefix)
    {
        _client = new Lazy<AmazonS3Client>(connect);
        _bucket = bucket;
        _prefix = prefix.Length == 0 ? "" : prefix + "/";
    }

    /// <summary>Larger objects are sent in parts, in bytes.</summary>
    public long MaxSinglePut { get; init; } = DefaultSinglePut;

    /// <inheritdoc/>
    public Task<bool> ContainsAsync(string name, CancellationToken cancellationToken) => AskAsync("HEAD", name, async key =>
    {
        try
        {
            await _client.Value.GetObjectMetadataAsync(new GetObjectMetadataRequest { BucketName = _bucket, Key = key }, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (AmazonS3Exception exception) when (IsMissing(exception))
        {
            // The answer to a HEAD has no body, which alone tells whether it is the bucket that is missing.
            if (!_hasBucket)
            {
                using var found = await GetAsync(key, cancellationToken).ConfigureAwait(false);
                _hasBucket = true;
            }

            return false;
        }
    });

    /// <inheritdoc/>
    public Task<Stream?> OpenAsync(string name, CancellationToken cancellationToken) => AskAsync("GET", name, key => GetAsync(key, cancellationToken));

    /// <inheritdoc/>
    public Task PutAsync(string name, Stream content, bool replace, CancellationToken cancellationToken) => AskAsync("PUT", name, async key =>
    {
        try
        {
            await PutNowAsync(key, content, replace || !_canPutIfAbsent, cancellationToken).ConfigureAwait(false);
        }
        catch (AmazonS3Exception exception) when (exception.StatusCode == HttpStatusCode.NotImplemented && !replace)
        {
            _canPutIfAbsent = false;
            await PutNowAsync(key, content, replace: true, cancellationToken).ConfigureAwait(false);
        }
        catch (AmazonS3Exception exception) when (exception.StatusCode == HttpStatusCode.PreconditionFailed && !replace)
        {
            // It is there.
        }
        catch (AmazonS3Exception exception) when (exception.StatusCode == HttpStatusCode.Conflict && !replace)
        {
            // Another machine stores it at the same time, and may fail.
            if (!await ContainsAsync(name, cancellationToken).ConfigureAwait(false))
                await PutNowAsync(key, content, replace: true, cancellationToken).ConfigureAwait(false);
        }

        return true;
    });

    /// <inheritdoc/>
    public Task<Uri> SignAsync(string name, TimeSpan lifetime, CancellationToken cancellationToken) => AskAsync("sign", name, async key =>
    {
        var client = _client.Value;
        var isPlain = client.Config.ServiceURL?.StartsWith("http://", StringComparison.OrdinalIgnoreCase) == true;
        var request = new GetPreSignedUrlRequest { BucketName = _bucket, Key = key, Verb = HttpVerb.GET, Protocol = isPlain ? Protocol.HTTP : Protocol.HTTPS, Expires = DateTime.UtcNow + lifetime };
        return new Uri(await client.GetPreSignedURLAsync(request).WaitAsync(cancellationToken).ConfigureAwait(false));
    });

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_client.IsValueCreated)
            _client.Value.Dispose();
    }

    private async Task<Stream?> GetAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            return (await _client.Value.GetObjectAsync(_bucket, key, cancellationToken).ConfigureAwait(false)).ResponseStream;
        }
        catch (AmazonS3Exception exception) when (IsMissing(exception))
        {
            return null;
        }
    }

    private async Task PutNowAsync(string key, Stream content, bool replace, CancellationToken cancellationToken)
    {
        content.Position = 0;
        if (content.Length > MaxSinglePut)
        {
            await new MultipartPut(_client.Value, _bucket, key) { MaxPart = MaxSinglePut }.RunAsync(content, replace, cancellationToken).ConfigureAwait(false);
            return;
        }

        var request = new PutObjectRequest { BucketName = _bucket, Key = key, InputStream = content, AutoCloseStream = false, AutoResetStreamPosition = true };
        if (!replace)
            request.IfNoneMatch = "*";

        await _client.Value.PutObjectAsync(request, cancellationToken).ConfigureAwait(false);
    }

    // A bucket that is missing is no answer about an object.
    private static bool IsMissing(AmazonS3Exception exception) => exception.StatusCode == HttpStatusCode.NotFound && exception.ErrorCode != "NoSuchBucket";

    private async Task<T> AskAsync<T>(string method, string name, Func<string, Task<T>> ask)
    {
        try
        {
            return await ask(_prefix + name).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            var message = $"{method} s3://{_bucket}/{_prefix}{name}: {Reason(exception)}";

            // Who calls tells by its kind whether it may pass. A server without credentials for this machine is no server of objects.
            throw exception switch
            {
                AmazonServiceException { StatusCode: not 0 } answer => new HttpRequestException(message, exception, answer.StatusCode),
                HttpRequestException or IOException or AmazonS3Exception => new HttpRequestException(message, exception),

                // Of a service that gives credentials.
                AmazonClientException when exception.GetBaseException() is HttpRequestException or IOException or SocketException or TimeoutException => new HttpRequestException(message, exception),
                _ => new InvalidOperationException(message, exception),
            };
        }
    }

    private static string Reason(Exception exception)
    {
        if (exception is not AmazonServiceException { StatusCode: not 0 } answer)
            return exception.GetBaseException().Message;

        // Not every server says more than a code, or even that.
        string?[] words = [answer.ErrorCode, answer.Message];
        return $"the server answered {(int)answer.StatusCode} {string.Join(": ", words.Where(word => !string.IsNullOrWhiteSpace(word)))}".TrimEnd();
    }
}
