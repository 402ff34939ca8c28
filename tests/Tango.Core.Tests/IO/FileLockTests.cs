using Tango.IO;

namespace Tango.Core.Tests.IO;

public sealed class FileLockTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private string Lock => _directory.PathOf("entry/.lock");

    [Fact]
    public void A_free_lock_can_be_taken_and_a_locked_one_cannot()
    {
        using var first = FileLock.TryAcquire(Lock);

        Assert.NotNull(first);
        Assert.Null(FileLock.TryAcquire(Lock));
    }

    [Fact]
    public void The_file_is_there_only_while_it_is_owned()
    {
        using (FileLock.TryAcquire(Lock))
            Assert.True(File.Exists(Lock));

        Assert.False(File.Exists(Lock));
    }

    [Fact]
    public void A_file_that_a_killed_owner_left_is_taken()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Lock)!);
        File.WriteAllText(Lock, "");

        using var taken = FileLock.TryAcquire(Lock);

        Assert.NotNull(taken);
    }

    [Fact]
    public void An_owner_whose_file_was_removed_leaves_its_successors_alone()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // An open file cannot be removed there.
        }

        using var first = FileLock.TryAcquire(Lock)!;
        File.Delete(Lock);
        using var second = FileLock.TryAcquire(Lock)!;

        Assert.False(first.IsInPlace);
        first.Dispose();

        Assert.True(second.IsInPlace);
        Assert.True(File.Exists(Lock));
        Assert.Null(FileLock.TryAcquire(Lock));
    }

    [Fact]
    public async Task There_is_one_owner_though_every_owner_removes_the_file()
    {
        var inside = 0;
        var max = 0;
        async Task Work()
        {
            for (var i = 0; i < 50; i++)
            {
                await using var taken = await FileLock.AcquireAsync(Lock);
                max = Math.Max(max, Interlocked.Increment(ref inside));
                await Task.Yield();
                Interlocked.Decrement(ref inside);
            }
        }

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(Work)));

        Assert.Equal(1, max);
        Assert.False(File.Exists(Lock));
    }

    [Fact]
    public void A_place_that_cannot_be_written_is_an_error_and_not_a_wait()
    {
        File.WriteAllText(_directory.PathOf("file"), "");

        Assert.ThrowsAny<IOException>(() => FileLock.TryAcquire(_directory.PathOf("file/.lock")));
    }

    public void Dispose() => _directory.Dispose();
}
