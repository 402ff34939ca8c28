using System.Net;
using System.Net.Sockets;
using Azure;
using Azure.Identity;
using Azure.Storage;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Tango.Caching.Remote;

namespace Tango.Build.AzureBlob;

/// <summary>A container, or the blobs in it below a prefix.</summary>
/// <param name="prefix">The names of all blobs start with it and a slash; empty: there is none.</param>
/// <param name="signature">Makes the addresses that need no credentials.</param>
internal sealed class AzureBlobStore(BlobContainerClient container, string prefix, BlobSignature signature) : ISigningStore
{
    // The most that the service takes in one request, in bytes. What is sent is read from a file, and never in memory as a whole.
    private const long DefaultSinglePut = 5000L * 1024 * 1024;

    /// <summary>Larger blobs are sent in blocks, in bytes.</summary>
    public long MaxSinglePut { get; init; } = DefaultSinglePut;

    /// <inheritdoc/>
    public Task<bool> ContainsAsync(string name, CancellationToken cancellationToken) => AskAsync("HEAD", name, async blob =>
    {
        try
        {
            await blob.GetPropertiesAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (RequestFailedException exception) when (IsMissing(exception))
        {
            return false;
        }
    });

    /// <inheritdoc/>
    public Task<Stream?> OpenAsync(string name, CancellationToken cancellationToken) => AskAsync("GET", name, async blob =>
    {
        try
        {
            // The library resumes a download that breaks off.
            return (await blob.DownloadStreamingAsync(cancellationToken: cancellationToken).ConfigureAwait(false)).Value.Content;
        }
        catch (RequestFailedException exception) when (IsMissing(exception))
        {
            return (Stream?)null;
        }
    });

    /// <inheritdoc/>
    public Task PutAsync(string name, Stream content, bool replace, CancellationToken cancellationToken) => AskAsync("PUT", name, async blob =>
    {
        var conditions = replace ? null : new BlobRequestConditions { IfNoneMatch = ETag.All };
        content.Position = 0;
        try
        {
            if (content.Length > MaxSinglePut)
                await new BlockPut(container.GetBlockBlobClient(blob.Name)).RunAsync(content, conditions, cancellationToken).ConfigureAwait(false);
            else
                await PutWholeAsync(blob, content, conditions, cancellationToken).ConfigureAwait(false);
        }
        catch (RequestFailedException exception) when ((!replace && IsThere(exception)) || BlockPut.IsReplaced(exception))
        {
            // It is there.
        }

        return true;
    });

    /// <inheritdoc/>
    public Task<Uri> SignAsync(string name, TimeSpan lifetime, CancellationToken cancellationToken) => AskAsync("sign", name, blob => signature.SignAsync(blob, lifetime, cancellationToken));

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    /// <summary>Whether a blob was not stored because there is one: the service says so in several ways, also by 403 to who may create blobs and not replace them.</summary>
    internal static bool IsThere(RequestFailedException exception) => exception.ErrorCode is "BlobAlreadyExists" or "UnauthorizedBlobOverwrite" || exception.Status == 412;

    private static Task PutWholeAsync(BlobClient blob, Stream content, BlobRequestConditions? conditions, CancellationToken cancellationToken) => blob.UploadAsync(
        content,
        new BlobUploadOptions { Conditions = conditions, TransferOptions = new StorageTransferOptions { InitialTransferSize = DefaultSinglePut, MaximumConcurrency = 1 } },
        cancellationToken);

    // A container that is missing is no answer about a blob.
    private static bool IsMissing(RequestFailedException exception) => exception.Status == 404 && exception.ErrorCode != "ContainerNotFound";

    private async Task<T> AskAsync<T>(string method, string name, Func<BlobClient, Task<T>> ask)
    {
        var blob = container.GetBlobClient(prefix.Length == 0 ? name : $"{prefix}/{name}");
        try
        {
            return await ask(blob).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            var message = $"{method} azure://{container.AccountName}/{container.Name}/{blob.Name}: {Reason(exception)}";

            // Who calls tells by its kind whether it may pass. Of several attempts the last one counts.
            throw (exception is AggregateException attempts ? attempts.InnerExceptions[^1] : exception).GetBaseException() switch
            {
                RequestFailedException { Status: >= 500 or 429 } when exception is AuthenticationFailedException => new HttpRequestException(message, exception),
                HttpRequestException or SocketException or IOException when exception is AuthenticationFailedException and not CredentialUnavailableException => new HttpRequestException(message, exception),
                _ when exception is AuthenticationFailedException => new InvalidOperationException(message, exception),
                RequestFailedException { Status: not 0 } answer => new HttpRequestException(message, exception, (HttpStatusCode)answer.Status),
                HttpRequestException or SocketException or IOException or RequestFailedException => new HttpRequestException(message, exception),
                _ => new InvalidOperationException(message, exception),
            };
        }
    }

    private static string Reason(Exception exception) => exception switch
    {
        RequestFailedException { Status: not 0 } answer => $"the server answered {answer.Status}{(answer.ErrorCode is null ? "" : " " + answer.ErrorCode)}: {answer.Message}",

        // It lists what was tried; what is below is only the last of it.
        CredentialUnavailableException => exception.Message,
        AuthenticationFailedException => Refusal(exception),
        _ => exception.GetBaseException().Message,
    };

    // Who was asked, and the answer, which is in one of the exceptions below, or in several.
    private static string Refusal(Exception exception)
    {
        var who = FirstLine(exception.Message).TrimEnd(':', ' ');
        var why = FirstLine(exception.GetBaseException().Message);
        return who.Contains(why, StringComparison.Ordinal) ? who : $"{who}: {why}";
    }

    private static string FirstLine(string message) => message.Trim().Split('\r', '\n')[0];
}
