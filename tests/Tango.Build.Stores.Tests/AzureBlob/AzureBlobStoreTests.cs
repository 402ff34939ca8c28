using Azure;
using Tango.Build.AzureBlob;

namespace Tango.Build.Stores.Tests.AzureBlob;

/// <summary>What the store makes of answers that the emulator does not give.</summary>
public sealed class AzureBlobStoreTests
{
    // https://learn.microsoft.com/rest/api/storageservices/blob-service-error-codes
    [Theory]
    [InlineData(409, "BlobAlreadyExists", true)]
    [InlineData(403, "UnauthorizedBlobOverwrite", true)]
    [InlineData(412, "ConditionNotMet", true)]
    [InlineData(412, null, true)]
    [InlineData(403, "AuthorizationPermissionMismatch", false)]
    [InlineData(403, "AuthenticationFailed", false)]
    [InlineData(403, null, false)]
    [InlineData(409, "ContainerBeingDeleted", false)]
    [InlineData(409, "SnapshotsPresent", false)]
    [InlineData(409, null, false)]
    [InlineData(404, "ContainerNotFound", false)]
    [InlineData(0, null, false)]
    public void A_blob_is_there_if_the_service_says_so_and_no_other_refusal_is_taken_for_that(int status, string? code, bool isThere) =>
        Assert.Equal(isThere, AzureBlobStore.IsThere(new RequestFailedException(status, "no", code, null)));
}
