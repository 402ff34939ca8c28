using Tango.Core.Tests.IO;

namespace Tango.Core.Tests.Caching;

/// <summary>What is said where something else is in the place of the cache or of a folder in it.</summary>
public sealed class CacheAccessTests : IDisposable
{
    private const string Id = "Report-aaaabbbbccccddddeeeeffffgggghhhh";

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("file", "", "a file")]
    [InlineData("file", "below", "a file")]
    [InlineData(SpecialFiles.Pipe, "", "a named pipe")]
    [InlineData(SpecialFiles.Socket, "below/it", "a socket")]
    [InlineData(SpecialFiles.LinkToDevice, "", "a device")]
    [InlineData(SpecialFiles.LinkToPipe, "below", "a named pipe")]
    public async Task A_cache_that_is_no_folder_needs_another_path(string kind, string below, string what)
    {
        if (OperatingSystem.IsWindows())
            return;

        var path = _directory.PathOf("cache");
        if (kind == "file")
            await File.WriteAllTextAsync(path, "");
        else
            SpecialFiles.Make(kind, path);

        var cache = new DirectoryStepCache(Path.Combine(path, below));

        Assert.EndsWith($": '{path}' must be a folder, but is {what}. Set TangoCacheDirectory to another directory.", await RefusalOf(cache), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_place_where_no_folder_can_be_is_not_told_as_removed()
    {
        if (!OperatingSystem.IsLinux())
            return;

        Assert.EndsWith("Check the disk, or set TangoCacheDirectory to another directory.", await RefusalOf(new DirectoryStepCache("/proc/x")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("file", "a file")]
    [InlineData(SpecialFiles.Pipe, "a named pipe")]
    [InlineData(SpecialFiles.Socket, "a socket")]
    public async Task What_is_in_place_of_an_entry_is_to_be_deleted(string kind, string what)
    {
        if (OperatingSystem.IsWindows())
            return;

        var cache = new DirectoryStepCache(_directory.PathOf("cache"));
        Directory.CreateDirectory(cache.DirectoryPath);
        if (kind == "file")
            await File.WriteAllTextAsync(cache.PathForStep(Id), "");
        else
            SpecialFiles.Make(kind, cache.PathForStep(Id));

        Assert.EndsWith($": '{cache.PathForStep(Id)}' must be a folder, but is {what}. Delete it.", await RefusalOf(cache), StringComparison.Ordinal);
    }

    private static async Task<string> RefusalOf(DirectoryStepCache cache)
    {
        var refused = await Assert.ThrowsAsync<TangoException>(async () => await cache.PutAsync(Entry.Of(Id, "text"), "result", typeof(string)));
        var error = Assert.Single(refused.Diagnostics);
        Assert.Equal("TANGO0302", error.Code);
        return error.Message;
    }
}
