using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Tango.Diagnostics;
using Tango.Identity;
using Tango.IO;

namespace Tango.Core.Tests.Identity;

/// <summary>Pipes with names stand in for files: who reads one waits for the test to write it, so the test knows when a file is being read.</summary>
public sealed class InputFileHasherTests : IDisposable
{
    private static readonly DateTime Long = DateTime.UtcNow.AddDays(-2);

    private readonly TemporaryDirectory _directory = new();
    private readonly InputFileHasher _hasher = new(new FileHashMemory());

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Files_are_read_at_the_same_time()
    {
        if (OperatingSystem.IsWindows() || Environment.ProcessorCount == 1)
        {
            return;
        }

        string[] paths = [Pipe("a"), Pipe("b")];
        var hashing = Task.Run(() => _hasher.Prepare(paths, CancellationToken.None));

        // Opens when its reader does: both are open before either has given anything.
        var writers = await Task.WhenAll(paths.Select(path => Task.Run(() => OpenToWrite(path)))).WaitAsync(TimeSpan.FromMinutes(1));
        for (var index = 0; index < paths.Length; index++)
        {
            Give(writers[index], paths[index], "content " + index);
        }

        await hashing;
        Assert.Equal([HashOf("content 0"), HashOf("content 1")], paths.Select(_hasher.HashOf));
    }

    [Fact]
    public async Task A_file_that_is_edited_while_it_is_read_is_read_again()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var path = Pipe("file");
        var hashing = Task.Run(() => _hasher.HashOf(path));
        var writer = OpenToWrite(path);

        // The reader is in the middle when another content takes the place of what it reads.
        File.WriteAllText(path + ".new", "after");
        File.Move(path + ".new", path, overwrite: true);
        Give(writer, path: null, "before");

        Assert.Equal(HashOf("after"), await hashing);
        Assert.Equal(FileStamp.Of(path), _hasher.StampOf(path));
    }

    [Fact]
    public async Task A_file_that_is_edited_again_and_again_is_an_error_that_says_so()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var path = Pipe("file");
        var hashing = Task.Run(() => _hasher.HashOf(path));
        for (var edit = 0; !hashing.IsCompleted && edit < 100; edit++)
        {
            // Another pipe in its place, before the reader comes to the end of this one: so each is opened once.
            var writer = Task.Run(() => OpenToWrite(path));
            if (await Task.WhenAny(writer, hashing) == hashing)
            {
                // Lets the last writer go.
                using var reader = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
                (await writer).Dispose();
                break;
            }

            File.Move(Pipe($"next-{edit}", Long.AddSeconds(edit + 1)), path, overwrite: true);
            Give(await writer, path: null, "content");
        }

        var exception = await Assert.ThrowsAsync<TangoException>(() => hashing);

        Assert.Equal(Descriptors.UnreadableInputFile, Assert.Single(exception.Diagnostics).Descriptor);
        Assert.Contains("being written while it is read", exception.Message, StringComparison.Ordinal);
    }

    private static byte[] HashOf(string content) => SHA256.HashData(Encoding.UTF8.GetBytes(content));

    private static FileStream OpenToWrite(string path) => new(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);

    /// <summary>Writes, and, given a path, sets the time back before the reader can come to the end: so that nothing seems edited.</summary>
    private static void Give(FileStream writer, string? path, string content)
    {
        using (writer)
        {
            writer.Write(Encoding.UTF8.GetBytes(content));
            if (path is not null)
            {
                File.SetLastWriteTimeUtc(path, Long);
            }
        }
    }

    private string Pipe(string name, DateTime? written = null)
    {
        var path = _directory.PathOf(name);
        using (var process = Process.Start("mkfifo", [path]))
        {
            process.WaitForExit();
        }

        File.SetLastWriteTimeUtc(path, written ?? Long);
        return path;
    }
}
