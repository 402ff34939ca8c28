using Tango.Caching.Remote;
using Tango.IO;

namespace Tango.Core.Tests.Caching.Remote;

/// <summary>What every place for a remote cache promises.</summary>
public abstract class RemoteStoreContract : IDisposable
{
    private const string Name = "Step-1-0000.tar.zst";

    private readonly TemporaryDirectory _directory = new();

    private protected string Folder => _directory.PathOf("store");

    private protected abstract IArchiveStore Store { get; }

    [Fact]
    public async Task What_was_never_put_there_is_not_there()
    {
        Assert.False(await Store.ContainsAsync(Name, default));
        Assert.Null(await Store.OpenAsync(Name, default));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3_000_000)]
    public async Task What_was_put_there_is_there_as_it_was(int size)
    {
        var content = new byte[size];
        new Random(size).NextBytes(content);

        await PutAsync(Name, content);

        Assert.True(await Store.ContainsAsync(Name, default));
        Assert.Equal(content, await ReadAsync(Name));
        Assert.False(await Store.ContainsAsync("Step-1-0001.tar.zst", default));
    }

    [Fact]
    public async Task What_is_there_stays_unless_it_is_to_be_replaced()
    {
        await PutAsync(Name, [1, 2, 3]);
        await PutAsync(Name, [4]);
        Assert.Equal([1, 2, 3], await ReadAsync(Name));

        await PutAsync(Name, [5], replace: true);
        Assert.Equal([5], await ReadAsync(Name));
    }

    [Fact]
    public async Task Many_at_the_same_time_do_not_get_in_each_others_way()
    {
        await Task.WhenAll(Enumerable.Range(0, 40).Select(number => PutAsync($"Step-{number % 4}", [(byte)(number % 4)])));

        Assert.Equal([0, 1, 2, 3], await Task.WhenAll(Enumerable.Range(0, 4).Select(async number => (await ReadAsync($"Step-{number}")).Single())));
    }

    [Fact]
    public async Task Nothing_is_left_of_a_transfer_that_was_cancelled()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.PutAsync(Name, FileOf([1]), replace: false, cancelled.Token));

        Assert.False(await Store.ContainsAsync(Name, default));
        Assert.Empty(Directory.Exists(Folder) ? Directory.GetFileSystemEntries(Folder) : []);
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing) => _directory.Dispose();

    private protected TemporaryFile FileOf(byte[] content)
    {
        var file = new TemporaryFile(_directory.PathOf("spool"));
        file.Append(content);
        return file;
    }

    private Task PutAsync(string name, byte[] content, bool replace = false) => Store.PutAsync(name, FileOf(content), replace, default);

    private async Task<byte[]> ReadAsync(string name)
    {
        using var stream = await Store.OpenAsync(name, default);
        using var content = new MemoryStream();
        await stream!.CopyToAsync(content);
        return content.ToArray();
    }
}
