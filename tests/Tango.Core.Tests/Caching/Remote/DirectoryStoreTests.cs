using Tango.Caching.Remote;

namespace Tango.Core.Tests.Caching.Remote;

public sealed class DirectoryStoreTests : RemoteStoreContract
{
    private IRemoteStore? _store;

    private protected override IRemoteStore Store => _store ??= new DirectoryStore(Folder);

    [Fact]
    public async Task A_file_in_the_place_of_the_directory_is_a_failure_that_names_it()
    {
        await File.WriteAllTextAsync(Folder, "");

        var failure = await Assert.ThrowsAsync<RemoteStoreException>(() => Store.PutAsync("a", FileOf([1]), default));

        Assert.Contains(Folder, failure.Message, StringComparison.Ordinal);
    }
}
