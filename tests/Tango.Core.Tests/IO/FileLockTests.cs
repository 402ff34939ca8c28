using Microsoft.Win32.SafeHandles;
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

    [Theory]
    [InlineData("missing", false)]
    [InlineData("left by a killed owner", false)]
    [InlineData("owned", true)]
    public void Asking_whether_it_is_taken_changes_nothing(string state, bool isTaken)
    {
        using var owner = state == "owned" ? FileLock.TryAcquire(Lock) : null;
        if (state == "left by a killed owner")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Lock)!);
            File.WriteAllText(Lock, "");
            File.SetLastWriteTimeUtc(Lock, new DateTime(2020, 1, 2, 3, 4, 5, DateTimeKind.Utc));
        }

        var before = FileStamp.Read(Lock);

        Assert.Equal(isTaken, FileLock.IsTaken(Lock));
        Assert.Equal(before, FileStamp.Read(Lock));
        Assert.Equal(state != "missing", Directory.Exists(Path.GetDirectoryName(Lock)));
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

    [Theory]
    [InlineData("shifted")]
    [InlineData("shifted by path")]
    [InlineData("now")]
    [InlineData("nothing")]
    [InlineData("rounded to days")]
    public void A_file_system_that_does_not_keep_times_is_an_error_that_names_the_file(string kind)
    {
        if (OperatingSystem.IsWindows())
            return; // There the system removes the file, and no time is compared.

        var error = Assert.Throws<LockNotSupportedException>(() => FileLock.TryAcquire(Lock, new ForgetfulTimes(kind)));

        Assert.Contains(Lock, error.Message, StringComparison.Ordinal);
        using var later = FileLock.TryAcquire(Lock);
        Assert.NotNull(later);
    }

    [Fact]
    public void A_file_system_that_keeps_even_seconds_has_locks()
    {
        using var taken = FileLock.TryAcquire(Lock, new ForgetfulTimes("rounded to two seconds"));

        Assert.True(taken!.IsInPlace);
    }

    [Theory]
    [InlineData(SpecialFiles.Pipe)]
    [InlineData(SpecialFiles.Socket)]
    [InlineData(SpecialFiles.LinkToPipe)]
    [InlineData(SpecialFiles.LinkToDevice)]
    [InlineData(SpecialFiles.DanglingLink)]
    [InlineData(SpecialFiles.LinkToItself)]
    [InlineData("directory")]
    public void Something_else_in_the_place_of_the_file_is_an_error_that_names_it(string kind)
    {
        if (OperatingSystem.IsWindows())
            return;

        Directory.CreateDirectory(Path.GetDirectoryName(Lock)!);
        if (kind == "directory")
            Directory.CreateDirectory(Lock);
        else
            SpecialFiles.Make(kind, Lock);

        var error = Assert.ThrowsAny<Exception>(() => FileLock.TryAcquire(Lock));

        Assert.True(error is IOException or UnauthorizedAccessException);
        Assert.Contains(Lock, error.Message, StringComparison.Ordinal);
    }

    // On NTFS a file that is deleted when it is closed has its name until the last who has it open closes it, and nobody gets access meanwhile.
    [Fact]
    public void A_lock_whose_file_is_about_to_go_is_not_an_error()
    {
        var path = _directory.PathOf("lock");
        var deleted = new FileStream(path, FileMode.Create, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, 1, FileOptions.DeleteOnClose);
        using var scanner = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        deleted.Dispose();

        var first = FileLock.TryAcquire(path, retry: new SharingRetry(_ => scanner.Dispose()));
        scanner.Dispose();
        using var acquired = first ?? FileLock.TryAcquire(path);

        Assert.NotNull(acquired);
    }

    public void Dispose() => _directory.Dispose();

    private sealed class ForgetfulTimes(string kind) : FileTimes
    {
        public override void Set(SafeFileHandle file, DateTime time)
        {
            if (kind is not "nothing")
                base.Set(file, time);
        }

        public override DateTime Get(SafeFileHandle file) => kind == "shifted by path" ? base.Get(file) : Forget(base.Get(file));

        public override DateTime Get(string path) => Forget(base.Get(path));

        private DateTime Forget(DateTime time) => kind switch
        {
            "shifted" or "shifted by path" => time.AddYears(20),
            "now" => DateTime.UtcNow,
            "rounded to days" => time.Date,
            "rounded to two seconds" => time.AddTicks(-(time.Ticks % (2 * TimeSpan.TicksPerSecond))),
            _ => time,
        };
    }
}
