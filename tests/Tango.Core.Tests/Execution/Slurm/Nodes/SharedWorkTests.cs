using Tango.Execution.Slurm.Nodes;

namespace Tango.Core.Tests.Execution.Slurm.Nodes;

public sealed class SharedWorkTests
{
    private readonly SharedWork<int> _work = new();
    private int _done;

    [Fact]
    public async Task Work_of_one_key_is_done_once()
    {
        var made = await Task.WhenAll(GetAsync("a"), GetAsync("a"), GetAsync("b"));

        Assert.Equal([1, 1, 2], made);
        Assert.Equal(1, await GetAsync("a"));
    }

    [Fact]
    public async Task What_failed_is_tried_again_by_whoever_asks_next()
    {
        await Assert.ThrowsAsync<IOException>(() => _work.GetAsync("a", () => throw new IOException("thrown")));
        await Assert.ThrowsAsync<IOException>(() => _work.GetAsync("a", () => Task.FromException<int>(new IOException("returned"))));

        Assert.Equal(1, await GetAsync("a"));
    }

    private Task<int> GetAsync(string key) => _work.GetAsync(key, () => Task.FromResult(++_done));
}
