using Tango.Caching;
using Tango.Caching.Entries;

namespace Tango.Core.Tests.Caching.Entries;

/// <summary>An entry that is made in a folder beside its place.</summary>
public sealed class StagedEntryTests : IDisposable
{
    private const string Id = "Step-1-00000000000000000000000000000000";

    private readonly TemporaryDirectory _directory = new();

    private string Cache => _directory.PathOf("cache");

    private string Place => Path.Combine(Cache, Id);

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void It_becomes_visible_as_a_whole_and_leaves_nothing_beside_it()
    {
        using (var entry = Fill(StagedEntry.Create(Place)))
        {
            Assert.False(Directory.Exists(Place));
            Assert.True(entry.TryPublish());
        }

        Assert.Equal(["log.txt", "metadata.json", "result"], NamesIn(Place));
        Assert.Equal([Id], NamesIn(Cache));
    }

    [Fact]
    public void What_is_not_published_is_removed()
    {
        Fill(StagedEntry.Create(Place)).Dispose();

        Assert.Empty(NamesIn(Cache));
    }

    [Theory]
    [InlineData("an empty folder")]
    [InlineData("log.txt")]
    [InlineData(".lock")]
    [InlineData("metadata.json")]
    [InlineData("a file")]
    [InlineData("a link")]
    public void What_is_in_its_place_stays(string there)
    {
        using (var entry = Fill(StagedEntry.Create(Place)))
        {
            Occupy(there);
            Assert.False(entry.TryPublish());
        }

        Assert.Equal([Id], NamesIn(Cache));
        Assert.Equal(there is "log.txt" or ".lock" or "metadata.json" ? [there] : [], Directory.Exists(Place) ? NamesIn(Place) : []);
    }

    [Theory]
    [InlineData("an empty folder", "the fetched log")]
    [InlineData("log.txt", "the fetched log")]
    [InlineData("result", "the fetched log")]
    [InlineData("work/file", "the fetched log")]
    [InlineData("log.txt", "theirs", false)]
    public void The_owner_of_its_place_puts_it_there(string there, string log, bool hasLog = true)
    {
        using (var entry = Fill(StagedEntry.Create(Place), hasLog))
        {
            Occupy(there);
            File.WriteAllText(Path.Combine(Place, ".lock"), "");
            Assert.True(entry.PublishAsOwner());
        }

        Assert.Equal([".lock", "log.txt", "metadata.json", "result"], NamesIn(Place));
        Assert.Equal((log, "the fetched result"), (File.ReadAllText(Path.Combine(Place, "log.txt")), File.ReadAllText(Path.Combine(Place, "result"))));
        Assert.Equal([Id], NamesIn(Cache));
    }

    /// <summary>A collection has taken the folder for one of a killed process, or somebody has removed the whole cache: the cache can be written.</summary>
    [Theory]
    [InlineData("the folder")]
    [InlineData("its metadata")]
    [InlineData("the cache")]
    public void What_was_removed_meanwhile_is_not_there_and_the_cache_can_be_written(string removed)
    {
        using var entry = Fill(StagedEntry.Create(Place));
        if (removed == "its metadata")
            File.Delete(Path.Combine(entry.Folder, "metadata.json"));
        else
            Directory.Delete(removed == "the cache" ? Cache : entry.Folder, recursive: true);

        if (removed != "its metadata")
            Assert.False(entry.TryPublish());

        Directory.CreateDirectory(Place);
        Assert.False(entry.PublishAsOwner());
        Assert.False(File.Exists(Path.Combine(Place, "metadata.json")));
    }

    /// <summary>On Windows, where a scanner has one of its files open. Other systems rename it all the same.</summary>
    [Fact]
    public void A_folder_that_cannot_be_renamed_is_moved_in_pieces()
    {
        using var entry = Fill(StagedEntry.Create(Place));
        using (File.OpenRead(Path.Combine(entry.Folder, "result")))
            Assert.Equal(!OperatingSystem.IsWindows(), entry.TryPublish());

        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(Place);
            Assert.True(entry.PublishAsOwner());
        }

        Assert.Equal(["log.txt", "metadata.json", "result"], NamesIn(Place));
    }

    [Fact]
    public void A_place_that_cannot_be_written_is_an_error_of_the_cache()
    {
        using var entry = Fill(StagedEntry.Create(Place));
        File.WriteAllText(Place, "a file where the owner's folder was");

        Assert.False(entry.TryPublish());
        Assert.Equal("TANGO0302", Assert.Throws<TangoException>(() => entry.PublishAsOwner()).Diagnostics[0].Code);
    }

    [Theory]
    [InlineData(".0123456789abcdef.Step-1", 2, false)]
    [InlineData(".0123456789abcdef.staged", 2, false)]
    [InlineData(".0123456789abcdef.Step-1", 0, true)]
    [InlineData(".0123456789abcdeX.Step-1", 2, true)]
    [InlineData(".mine", 2, true)]
    [InlineData("0123456789abcdef.Step-1", 2, true)]
    public void A_collection_removes_what_a_killed_process_has_left(string name, int days, bool stays)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Cache, name));
        File.WriteAllText(Path.Combine(folder.FullName, "metadata.json"), "{}");
        folder.LastWriteTimeUtc = DateTime.UtcNow - TimeSpan.FromDays(days);

        new CacheCollector(Cache) { IsDryRun = true }.Collect(TimeSpan.Zero);
        Assert.True(Directory.Exists(folder.FullName));

        new CacheCollector(Cache).Collect(TimeSpan.Zero);
        Assert.Equal(stays, Directory.Exists(folder.FullName));
    }

    [Fact]
    public async Task What_a_killed_process_has_left_is_no_entry()
    {
        var cache = new DirectoryStepCache(Cache);
        await cache.PutAsync(Entry.Of(Id), 1, typeof(int));
        Directory.Move(Place, Path.Combine(Cache, $".0123456789abcdef.{Id}"));

        Assert.Empty(cache.EnumerateUniqueIds());
        Assert.Equal(0, new CacheCollector(Cache).Collect(TimeSpan.Zero).KeptCount);
        Assert.Equal([$".0123456789abcdef.{Id}"], NamesIn(Cache));
    }

    [Fact]
    public void A_collection_leaves_a_link_with_such_a_name()
    {
        var outside = Directory.CreateDirectory(_directory.PathOf("outside"));
        outside.LastWriteTimeUtc = DateTime.UtcNow - TimeSpan.FromDays(2);
        Directory.CreateDirectory(Cache);
        Directory.CreateSymbolicLink(Path.Combine(Cache, ".0123456789abcdef.Step-1"), outside.FullName);

        new CacheCollector(Cache).Collect(TimeSpan.Zero);

        Assert.Equal([".0123456789abcdef.Step-1"], NamesIn(Cache));
        Assert.True(outside.Exists);
    }

    private static StagedEntry Fill(StagedEntry entry, bool hasLog = true)
    {
        File.WriteAllText(Path.Combine(entry.Folder, "metadata.json"), "{}");
        File.WriteAllText(Path.Combine(entry.Folder, "result"), "the fetched result");
        if (hasLog)
            File.WriteAllText(Path.Combine(entry.Folder, "log.txt"), "the fetched log");

        return entry;
    }

    private void Occupy(string there)
    {
        if (there == "a file")
        {
            File.WriteAllText(Place, "theirs");
        }
        else if (there == "a link")
        {
            File.CreateSymbolicLink(Place, "nowhere");
        }
        else
        {
            Directory.CreateDirectory(Place);
            if (there != "an empty folder")
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(Place, there))!);
                File.WriteAllText(Path.Combine(Place, there), "theirs");
            }
        }
    }

    private static IEnumerable<string?> NamesIn(string directory) =>
        new DirectoryInfo(directory).EnumerateFileSystemInfos().Select(found => found.Name).Order(StringComparer.Ordinal);
}
