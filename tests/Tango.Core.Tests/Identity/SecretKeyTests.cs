using Tango.Core.Tests.IO;
using Tango.Identity;

namespace Tango.Core.Tests.Identity;

public sealed class SecretKeyTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private string KeyFile => _directory.PathOf("share/Tango/secret.key");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Is_created_once_and_only_its_user_may_read_it()
    {
        var key = SecretKey.ReadFile(KeyFile);

        Assert.Equal(key, SecretKey.ReadFile(KeyFile));
        Assert.Equal(32, key.Length);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeyFile));
    }

    [Fact]
    public async Task Several_builds_that_create_it_at_once_get_the_same()
    {
        for (var round = 0; round < 50; round++)
        {
            var file = _directory.PathOf($"share {round}/Tango/secret.key");
            using var start = new Barrier(8);
            byte[] Read()
            {
                start.SignalAndWait();
                return SecretKey.ReadFile(file);
            }

            var keys = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Factory.StartNew(Read, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

            Assert.Single(keys.DistinctBy(Convert.ToHexString));
            Assert.Equal([file], Directory.GetFiles(Path.GetDirectoryName(file)!));
        }
    }

    [Theory]
    [InlineData("empty")]
    [InlineData("too long")]
    [InlineData("directory")]
    [InlineData("below a file")]
    [InlineData(SpecialFiles.Pipe)]
    [InlineData(SpecialFiles.LinkToDevice)]
    public void One_that_cannot_be_used_is_an_error(string fault)
    {
        if (OperatingSystem.IsWindows() && fault is SpecialFiles.Pipe or SpecialFiles.LinkToDevice)
            return;

        var path = KeyFile;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        switch (fault)
        {
            case "empty": File.WriteAllBytes(path, []); break;
            case "too long": File.WriteAllBytes(path, new byte[33]); break;
            case SpecialFiles.Pipe or SpecialFiles.LinkToDevice: SpecialFiles.Make(fault, path); break;
            case "directory": Directory.CreateDirectory(path); break;
            default:
                File.WriteAllText(path, "");
                path = Path.Combine(path, "secret.key");
                break;
        }

        var error = Assert.Single(Assert.Throws<TangoException>(() => SecretKey.ReadFile(path)).Diagnostics);

        Assert.Equal("TANGO0025", error.Code);
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Hashes_differ_with_the_secret_and_with_the_key()
    {
        string[] hashes = [SecretKey.HashOf("a", [1]), SecretKey.HashOf("b", [1]), SecretKey.HashOf("a", [2])];

        Assert.Equal(hashes, hashes.Distinct());
        Assert.Equal(hashes[0], SecretKey.HashOf("a", [1]));
    }
}
