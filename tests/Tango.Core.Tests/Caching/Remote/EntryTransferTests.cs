using Tango.Caching.Remote;
using Tango.Core.Tests.Engine;
using Tango.Core.Tests.Execution.Steps;

namespace Tango.Core.Tests.Caching.Remote;

/// <summary>Many entries at once, those of a real build.</summary>
public sealed class EntryTransferTests : IAsyncLifetime, IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly EngineProject _project = new();
    private DirectoryStepCache _cache = null!;

    public async Task InitializeAsync()
    {
        _project.Declare<Constant>("one", "Value=1").Declare<Plus>("sum", "Left=ref:one", "Right=2");
        await _project.BuildAsync(_project.Request);
        _cache = new DirectoryStepCache(_project.Request.CacheDirectory);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        _project.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task What_the_remote_cache_lacks_is_pushed_and_only_that()
    {
        using var remote = Open();
        var ids = _cache.EnumerateUniqueIds().Order().ToList();
        await remote.PushAsync(ids[0], _cache, default);

        var transfer = new EntryTransfer(remote, _cache);
        await transfer.PushAsync(default);

        Assert.Equal([ids[1]], transfer.Moved.Select(entry => entry.UniqueId));
        Assert.Equal((1, 0), (transfer.Present, transfer.Absent));
        Assert.Equal(ids.Select(EntryArchive.NameOf), Directory.GetFiles(_directory.PathOf("store"), "*.zst").Select(Path.GetFileName).Order());
    }

    // Its id is random: nobody will ever ask for it.
    [Fact]
    public async Task A_result_that_nobody_can_find_again_is_not_pushed()
    {
        await _cache.PutAsync(Entry.Of("Step-00000000000000000000000000000000"), 1, typeof(int));

        using var remote = Open();
        var transfer = new EntryTransfer(remote, _cache);
        await transfer.PushAsync(default);

        Assert.Equal((2, 1), (transfer.Moved.Count, transfer.Absent));
    }

    [Fact]
    public async Task What_the_local_cache_lacks_is_fetched_and_only_that()
    {
        using var remote = Open();
        var ids = _cache.EnumerateUniqueIds().Order().ToList();
        await new EntryTransfer(remote, _cache).PushAsync(default);
        var other = new DirectoryStepCache(_directory.PathOf("other"));
        await remote.FetchAsync(ids[0], other, null, default);

        var transfer = new EntryTransfer(remote, other);
        await transfer.PullAsync([.. ids, "Step-00000000000000000000000000000000"], default);

        Assert.Equal([ids[1]], transfer.Moved.Select(entry => entry.UniqueId));
        Assert.Equal((1, 1), (transfer.Present, transfer.Absent));
        Assert.Equal(ids, other.EnumerateUniqueIds().Order());
    }

    [Theory]
    [InlineData("", 1, 0)]
    [InlineData("no archive", 1, 0)]
    [InlineData("cut", 1, 0)]
    [InlineData("of another entry", 1, 0)]
    [InlineData(null, 0, 1)]
    public async Task A_corrupt_entry_does_not_keep_the_others_away(string? content, int corrupt, int absent)
    {
        using var remote = Open();
        var ids = _cache.EnumerateUniqueIds().Order().ToList();
        await new EntryTransfer(remote, _cache).PushAsync(default);
        var damaged = Path.Combine(_directory.PathOf("store"), EntryArchive.NameOf(ids[0]));
        var bytes = await File.ReadAllBytesAsync(content == "of another entry" ? Path.Combine(_directory.PathOf("store"), EntryArchive.NameOf(ids[1])) : damaged);
        File.Delete(damaged);
        if (content is not null)
            await File.WriteAllBytesAsync(damaged, content switch { "cut" => bytes[..^7], "of another entry" => bytes, _ => System.Text.Encoding.UTF8.GetBytes(content) });

        var other = new DirectoryStepCache(_directory.PathOf("other"));
        var transfer = new EntryTransfer(remote, other);
        await transfer.PullAsync(ids, default);

        Assert.Equal([ids[1]], transfer.Moved.Select(entry => entry.UniqueId));
        Assert.Equal((corrupt, absent), (transfer.Corrupt, transfer.Absent));
        Assert.Equal([ids[1]], other.EnumerateUniqueIds());
    }

    [Theory]
    [InlineData("/store", false, null)]
    [InlineData("https://host/cache?sig=1", true, null)]
    [InlineData("https://user:password@host/cache", false, null)]
    [InlineData("s3://bucket/präfix", false, "/pack;ages/a %41.dll")]
    public void Which_caches_a_project_has_is_told_to_a_tool_of_the_same_user_without_secrets_of_the_environment(string location, bool isBazel, string? assembly)
    {
        var file = new RemoteCacheFile(
            new RemoteCacheSettings(location) { IsBazel = isBazel, Push = false, Token = "secret", Headers = [new("X-Key", "secret")], Package = assembly is null ? null : new("s3", assembly) { Package = "P", SameVersion = true } },
            "/cache")
        {
            Project = "/a;b/App.csproj",
            StateDirectory = "/a;b/obj/tango",
        };
        var path = _directory.PathOf("caches.json");

        file.WriteTo(path);

        Assert.DoesNotContain("secret", File.ReadAllText(path) + file, StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));

        var read = RemoteCacheFile.Read(path);
        Assert.Equal((file.Project, file.StateDirectory), (read.Project, read.StateDirectory));
        Assert.Equal((file.CacheDirectory, location, isBazel, false, file.Settings!.Package), (read.CacheDirectory, read.Settings!.Location, read.Settings.IsBazel, read.Settings.Push, read.Settings.Package));
    }

    [Fact]
    public void A_project_without_a_remote_cache_says_so()
    {
        var path = _directory.PathOf("caches.json");
        new RemoteCacheFile(null, "/cache").WriteTo(path);

        Assert.Null(RemoteCacheFile.Read(path).Settings);
    }

    private RemoteCache Open() => RemoteCache.Open(new RemoteCacheSettings(_directory.PathOf("store")), _directory.PathOf("spool"));
}
