using Tango.Identity;
using Tango.IO;

namespace Tango.Core.Tests.Identity;

public sealed class FileHashMemoryTests : IDisposable
{
    private static readonly byte[] Hash = [.. Enumerable.Range(1, 32).Select(number => (byte)number)];

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    private string MemoryFile => _directory.PathOf("hashes.bin");

    private string Input => _directory.PathOf("input.txt");

    [Fact]
    public void A_file_that_is_the_same_is_known_in_the_next_build()
    {
        Remembered().Save(MemoryFile);

        Assert.Equal(Hash, FileHashMemory.Load(MemoryFile).Find(Input, FileStamp.Of(Input)));
    }

    [Fact]
    public void A_file_of_another_size_is_not_known()
    {
        var memory = Remembered();
        File.AppendAllText(Input, "more");
        MakeOld(Input);

        Assert.Null(memory.Find(Input, FileStamp.Of(Input)));
    }

    [Fact]
    public void A_file_written_at_another_time_is_not_known()
    {
        var memory = Remembered();
        File.SetLastWriteTimeUtc(Input, DateTime.UtcNow.AddDays(-3));

        Assert.Null(memory.Find(Input, FileStamp.Of(Input)));
    }

    // It may be written again without its time stamp telling.
    [Fact]
    public void A_file_written_just_now_is_not_remembered()
    {
        File.WriteAllText(Input, "input");
        File.SetLastWriteTimeUtc(Input, DateTime.UtcNow.AddDays(1));
        var memory = new FileHashMemory();

        memory.Remember(Input, FileStamp.Of(Input), Hash);

        Assert.Null(memory.Find(Input, FileStamp.Of(Input)));
    }

    [Fact]
    public void What_is_remembered_is_right_or_is_nothing_wherever_the_file_was_cut()
    {
        Remembered().Save(MemoryFile);
        var whole = File.ReadAllBytes(MemoryFile);
        for (var length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(MemoryFile, whole[..length]);

            Assert.Null(FileHashMemory.Load(MemoryFile).Find(Input, FileStamp.Of(Input)));
        }
    }

    [Fact]
    public void A_file_is_read_once_in_many_builds()
    {
        File.WriteAllText(Input, "input");
        MakeOld(Input);
        var memory = new FileHashMemory();
        var first = new InputFileHasher(memory).HashOf(Input);
        var stamp = FileStamp.Of(Input);

        // Other content of the same size and time: whoever reads the file sees it.
        File.WriteAllText(Input, "INPUT");
        File.SetLastWriteTimeUtc(Input, new DateTime(stamp.WrittenTicks, DateTimeKind.Utc));

        var next = new InputFileHasher(memory);
        next.Prepare([Input], CancellationToken.None);

        Assert.Equal(first, next.HashOf(Input));
    }

    [Fact]
    public void Many_files_are_hashed_as_one_by_one()
    {
        var paths = Enumerable.Range(0, 50).Select(index => _directory.PathOf($"{index}.txt")).ToList();
        paths.ForEach(path => File.WriteAllText(path, path));
        var hasher = new InputFileHasher(new FileHashMemory());

        hasher.Prepare(paths, CancellationToken.None);

        Assert.All(paths, path => Assert.Equal(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path)), hasher.HashOf(path)));
    }

    private FileHashMemory Remembered()
    {
        File.WriteAllText(Input, "input");
        MakeOld(Input);
        var memory = new FileHashMemory();
        memory.Remember(Input, FileStamp.Of(Input), Hash);
        return memory;
    }

    private static void MakeOld(string path) => File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddDays(-2));
}
