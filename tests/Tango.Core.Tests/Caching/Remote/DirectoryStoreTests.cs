using Tango.Caching.Remote;

namespace Tango.Core.Tests.Caching.Remote;

public sealed class DirectoryStoreTests : RemoteStoreContract
{
    private IArchiveStore? _store;

    private protected override IArchiveStore Store => _store ??= new DirectoryStore(Folder);

    [Fact]
    public async Task A_file_in_the_place_of_the_directory_is_a_failure_that_names_it()
    {
        await File.WriteAllTextAsync(Folder, "");

        var failure = await Assert.ThrowsAsync<RemoteStoreException>(() => Store.PutAsync("a", FileOf([1]), replace: false, default));

        Assert.Contains(Folder, failure.Message, StringComparison.Ordinal);
    }

    // What has the name is the same result. Who does not admit that it is replaced, as Windows' own programs do not, keeps it.
    [Theory]
    [InlineData(FileShare.Read)]
    [InlineData(FileShare.ReadWrite)]
    [InlineData(FileShare.Read | FileShare.Delete)]
    public async Task What_another_machine_reads_can_be_put_there_again(FileShare share)
    {
        await Store.PutAsync("a", FileOf([1]), replace: false, default);
        using (new FileStream(Path.Combine(Folder, "a"), FileMode.Open, FileAccess.Read, share))
            await Store.PutAsync("a", FileOf([1]), replace: true, default);

        Assert.Equal(["a"], Directory.GetFiles(Folder).Select(Path.GetFileName));
        Assert.Equal([1], await File.ReadAllBytesAsync(Path.Combine(Folder, "a")));
    }
}
