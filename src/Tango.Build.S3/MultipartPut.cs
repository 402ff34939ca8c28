using System.Net;
using Amazon.S3;
using Amazon.S3.Model;

namespace Tango.Build.S3;

/// <summary>Sends a large object in parts, which become one object at the end, or none.</summary>
internal sealed class MultipartPut(IAmazonS3 client, string bucket, string key)
{
    // S3 takes at most 10,000 parts, and none but the last that is smaller than 5 MiB.
    private const int MaxParts = 9_000;
    private const long MinPart = 64L * 1024 * 1024;

    /// <summary>The size of parts, in bytes, unless there would be too many.</summary>
    public long MaxPart { get; init; } = MinPart;

    /// <summary>Sends it.</summary>
    /// <param name="replace">Whether an object of the same name is replaced.</param>
    public async Task RunAsync(Stream content, bool replace, CancellationToken cancellationToken)
    {
        // Not all servers know the condition for objects in parts.
        if (!replace && await ExistsAsync(cancellationToken).ConfigureAwait(false))
            return;

        var upload = (await client.InitiateMultipartUploadAsync(new InitiateMultipartUploadRequest { BucketName = bucket, Key = key }, cancellationToken).ConfigureAwait(false)).UploadId;
        try
        {
            var parts = await SendAsync(upload, content, cancellationToken).ConfigureAwait(false);
            var complete = new CompleteMultipartUploadRequest { BucketName = bucket, Key = key, UploadId = upload, PartETags = parts, IfNoneMatch = replace ? null : "*" };
            await client.CompleteMultipartUploadAsync(complete, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await TryAbortAsync(upload).ConfigureAwait(false);
            throw;
        }
    }

    private async Task<List<PartETag>> SendAsync(string upload, Stream content, CancellationToken cancellationToken)
    {
        var size = Math.Max(Math.Min(MaxPart, MinPart), content.Length / MaxParts);
        var parts = new List<PartETag>();
        while (content.Position < content.Length)
        {
            var number = parts.Count + 1;
            var part = new UploadPartRequest
            {
                BucketName = bucket,
                Key = key,
                UploadId = upload,
                PartNumber = number,
                InputStream = content,
                PartSize = Math.Min(size, content.Length - content.Position),
                IsLastPart = content.Length - content.Position <= size,
            };
            parts.Add(new PartETag(number, (await client.UploadPartAsync(part, cancellationToken).ConfigureAwait(false)).ETag));
        }

        return parts;
    }

    private async Task<bool> ExistsAsync(CancellationToken cancellationToken)
    {
        try
        {
            await client.GetObjectMetadataAsync(bucket, key, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (AmazonS3Exception exception) when (exception.StatusCode == HttpStatusCode.NotFound)
        {
            return false;
        }
    }

    // Also after a cancellation: parts that belong to no object cost money.
    private async Task TryAbortAsync(string upload)
    {
        using var end = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        try
        {
            await client.AbortMultipartUploadAsync(bucket, key, upload, end.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is AmazonS3Exception or HttpRequestException or OperationCanceledException)
        {
            // What failed before is what is reported; rules of the bucket's life cycle remove such parts.
        }
    }
}
