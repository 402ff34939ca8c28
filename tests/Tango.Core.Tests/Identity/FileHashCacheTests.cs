using Tango.Identity;
using Tango.IO;

namespace Tango.Core.Tests.Identity;

public sealed class FileHashCacheTests : IDisposable
{
    private static readonly byte[] Hash = [.. Enumerable.Range(1, 32).Select(number => (byte)number)];

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    private string CacheFile => _directory.PathOf("hashes.bin");

    private string Input => _directory.PathOf("input.txt");

    [Fact]
    public void A_file_that_is_the_same_is_known_in_the_next_build()
    {
        Filled().Save(CacheFile);

        Assert.Equal(Hash, FileHashCache.Load(CacheFile).Find(Input, FileStamp.Read(Input)));
    }

    [Fact]
    public void A_file_of_another_size_is_not_known()
    {
        var cache = Filled();
        File.AppendAllText(Input, "more");

        Assert.Null(cache.Find(Input, FileStamp.Read(Input)));
    }

    [Fact]
    public void A_file_written_at_another_time_is_not_known()
    {
        var cache = Filled();
        File.SetLastWriteTimeUtc(Input, DateTime.UtcNow.AddDays(-3));

        Assert.Null(cache.Find(Input, FileStamp.Read(Input)));
    }

    // It may be written again without its time stamp telling. On Unix the time of writing, which anybody can set back, does not count.
    [Fact]
    public void A_file_written_just_now_is_not_remembered()
    {
        File.WriteAllText(Input, "input");
        File.SetLastWriteTimeUtc(Input, DateTime.UtcNow.AddDays(OperatingSystem.IsWindows() ? 1 : -1));
        var cache = new FileHashCache();

        cache.Add(Input, FileStamp.Read(Input), Hash);

        Assert.Null(cache.Find(Input, FileStamp.Read(Input)));
    }

    // Else what is written right after the reading, with the clock of the file system where it was, would be taken for what was read: here and in the record of an up-to-date build.
    [Fact]
    public void A_file_written_just_now_is_read_when_another_writing_would_show()
    {
        File.WriteAllText(Input, "input");
        var cache = new FileHashCache();
        var hasher = new InputFileHasher(cache);

        var hash = hasher.HashOf(Input);

        Assert.True(hasher.StampOf(Input).Distinguishes(DateTime.UtcNow.Ticks));
        Assert.Equal(hash, cache.Find(Input, FileStamp.Read(Input)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void A_clock_that_runs_ahead_or_behind_is_not_waited_for(int days)
    {
        var stamp = new FileStamp(1, DateTime.UtcNow.AddDays(days).Ticks, 0, 0);

        Assert.Equal(TimeSpan.Zero, new FileHashCache().TimeUntilDistinguished(stamp));
    }

    [Fact]
    public void What_is_remembered_is_right_or_is_nothing_wherever_the_file_was_cut()
    {
        Filled().Save(CacheFile);
        var whole = File.ReadAllBytes(CacheFile);
        for (var length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(CacheFile, whole[..length]);

            Assert.Null(FileHashCache.Load(CacheFile).Find(Input, FileStamp.Read(Input)));
        }
    }

    [Fact]
    public void A_file_is_read_once_in_many_builds()
    {
        var cache = Filled();

        var next = new InputFileHasher(cache);
        next.Prepare([Input], CancellationToken.None);

        // Whoever reads the file finds another hash than the one that was remembered.
        Assert.Equal(Hash, next.HashOf(Input));
    }

    [Fact]
    public void Many_files_are_hashed_as_one_by_one()
    {
        var paths = Enumerable.Range(0, 50).Select(index => _directory.PathOf($"{index}.txt")).ToList();
        paths.ForEach(path => File.WriteAllText(path, path));
        var hasher = new InputFileHasher(new FileHashCache());

        hasher.Prepare(paths, CancellationToken.None);

        Assert.All(paths, path => Assert.Equal(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path)), hasher.HashOf(path)));
    }

    private FileHashCache Filled()
    {
        File.WriteAllText(Input, "input");
        var cache = new FileHashCache(new Tomorrow());
        cache.Add(Input, FileStamp.Read(Input), Hash);
        return cache;
    }

    /// <summary>Nothing that a test wrote is fresh.</summary>
    private sealed class Tomorrow : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddDays(1);
    }
}
