namespace Tango.Core.Tests.Caching;

public sealed class MemoryStepCacheTests : StepCacheContract
{
    protected override StepCache Create() => new MemoryStepCache();

    [Fact]
    public async Task What_one_reader_does_to_a_list_no_other_sees()
    {
        await Cache.PutAsync(Entry.Of("Numbers-1"), new List<int[]> { new[] { 1 } }, typeof(List<int[]>));

        var first = (List<int[]>)(await Cache.TryGetAsync("Numbers-1", typeof(List<int[]>))).Value!;
        first[0][0] = 2;
        first.Clear();

        var second = (List<int[]>)(await Cache.TryGetAsync("Numbers-1", typeof(List<int[]>))).Value!;
        Assert.Equal([1], Assert.Single(second));
    }
}
