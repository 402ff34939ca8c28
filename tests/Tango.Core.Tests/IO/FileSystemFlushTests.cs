using Tango.IO;

namespace Tango.Core.Tests.IO;

public sealed class FileSystemFlushTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void File_systems_without_a_disk_and_missing_paths_are_not_relied_on()
    {
        Assert.False(FileSystemFlush.IsReliable(OperatingSystem.IsLinux() ? "/proc/self/stat" : _directory.Path));
        Assert.False(FileSystemFlush.IsReliable("/no/such/place"));
    }

    // What .NET calls a file system is not written down anywhere.
    [Fact]
    public void Those_of_most_machines_are_known_and_flushed()
    {
        if (!OperatingSystem.IsLinux() || !IsOnKnownDisk())
            return;

        using var file = File.Create(_directory.PathOf("file"));

        Assert.True(FileSystemFlush.IsReliable(file.Name));
        Assert.True(FileSystemFlush.TryFlush(file.SafeFileHandle));
    }

    private bool IsOnKnownDisk() => File.ReadLines("/proc/self/mountinfo")
        .Select(line => line.Split(" - "))
        .Select(parts => (Mount: parts[0].Split(' ')[4], Type: parts[1].Split(' ')[0]))
        .Where(found => _directory.Path.StartsWith(found.Mount, StringComparison.Ordinal))
        .MaxBy(found => found.Mount.Length).Type is "ext4" or "xfs";
}
