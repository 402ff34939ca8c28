using System.Security.Cryptography;
using System.Text;
using Tango.Core.Tests.Execution;
using Tango.Diagnostics;
using Tango.Identity;
using Tango.IO;

namespace Tango.Core.Tests.Identity;

/// <summary>Reading input files, with tests that know when a file is being read.</summary>
public sealed class InputFileHasherTests : IDisposable
{
    private static readonly DateTime Long = DateTime.UtcNow.AddDays(-2);

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Files_are_read_at_the_same_time()
    {
        if (Environment.ProcessorCount == 1)
            return;

        string[] paths = [Write("a", "content 0"), Write("b", "content 1")];
        using var both = new Barrier(paths.Length);
        var hasher = Hasher(_ => Assert.True(both.SignalAndWait(TestLimits.Hang), "The other file is not read before this one has been."));

        hasher.Prepare(paths, CancellationToken.None);

        Assert.Equal([HashOf("content 0"), HashOf("content 1")], paths.Select(hasher.HashOf));
    }

    [Theory]
    [InlineData("another file in its place")]
    [InlineData("written in place")]
    [InlineData("written in place, its time set back")]
    [InlineData("made longer")]
    public void A_file_that_is_edited_while_it_is_read_is_read_again(string edit)
    {
        if (OperatingSystem.IsWindows() && edit.EndsWith("set back", StringComparison.Ordinal))
            return;

        var path = Write("file", "before");
        var reads = 0;
        var hasher = Hasher(_ =>
        {
            if (++reads == 1)
                Edit(path, edit);
        });

        var hash = hasher.HashOf(path);

        Assert.Equal(HashOf(File.ReadAllText(path)), hash);
        Assert.Equal(2, reads);
        Assert.Equal(FileStamp.Read(path), hasher.StampOf(path));
    }

    [Fact]
    public void A_file_that_is_edited_again_and_again_is_an_error_that_says_so()
    {
        var path = Write("file", "content");
        var reads = 0;
        var hasher = Hasher(_ => File.SetLastWriteTimeUtc(path, Long.AddSeconds(++reads)));

        var exception = Assert.Throws<TangoException>(() => hasher.HashOf(path));

        Assert.Equal(Descriptors.UnreadableInputFile, Assert.Single(exception.Diagnostics).Descriptor);
        Assert.Contains("being written while it is read", exception.Message, StringComparison.Ordinal);
        Assert.True(reads > 1);
    }

    private static InputFileHasher Hasher(Action<string> beforeRead) => new(new FileHashCache(), path => new WatchedRead(path, () => beforeRead(path)));

    private static byte[] HashOf(string content) => SHA256.HashData(Encoding.UTF8.GetBytes(content));

    private static void Edit(string path, string edit)
    {
        if (edit == "another file in its place")
        {
            File.WriteAllText(path + ".new", "after!");
            FileChange.Replace(path + ".new", path);
            return;
        }

        File.WriteAllText(path, edit == "made longer" ? "after that" : "after!");
        if (edit.EndsWith("set back", StringComparison.Ordinal))
            File.SetLastWriteTimeUtc(path, Long);
    }

    private string Write(string name, string content)
    {
        var path = _directory.PathOf(name);
        File.WriteAllText(path, content);
        File.SetLastWriteTimeUtc(path, Long);
        return path;
    }
}
