using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Sas;

namespace Tango.Build.AzureBlob;

/// <summary>Makes addresses of blobs that need no credentials: with the shared access signature that there is, or one of the account's key, or one of the identity.</summary>
/// <param name="given">The shared access signature from the environment; null: none.</param>
/// <param name="service">The service of an account that is asked as an identity; null: it is not.</param>
internal sealed class BlobSignature(string? given, BlobServiceClient? service)
{
    // Clocks differ.
    private static readonly TimeSpan Early = TimeSpan.FromMinutes(5);

    /// <summary>Signs for reading.</summary>
    /// <param name="lifetime">A signature that was given ends when it says.</param>
    public async Task<Uri> SignAsync(BlobClient blob, TimeSpan lifetime, CancellationToken cancellationToken)
    {
        if (given is not null)
            return new UriBuilder(blob.Uri) { Query = given.TrimStart('?') }.Uri;

        // That of a connection string is in the address already.
        if (blob.Uri.Query.Contains("sig=", StringComparison.Ordinal))
            return blob.Uri;

        var now = DateTimeOffset.UtcNow;
        var end = now + lifetime;
        return blob.CanGenerateSasUri || service is null
            ? blob.GenerateSasUri(BlobSasPermissions.Read, end)
            : Sign(blob, end, (await service.GetUserDelegationKeyAsync(now - Early, end, cancellationToken).ConfigureAwait(false)).Value);
    }

    private static Uri Sign(BlobClient blob, DateTimeOffset end, UserDelegationKey key)
    {
        var signed = new BlobSasBuilder(BlobSasPermissions.Read, end) { BlobContainerName = blob.BlobContainerName, BlobName = blob.Name, Resource = "b" };
        return new BlobUriBuilder(blob.Uri) { Sas = signed.ToSasQueryParameters(key, blob.AccountName) }.ToUri();
    }
}
