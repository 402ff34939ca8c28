using Tango.Caching.Entries;
using Tango.IO;

namespace Tango.Core.Tests.Caching.Entries;

public sealed class EntryStampsTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Stamps_taken_right_after_a_change_may_miss_another() => Assert.True(StampsAt(DateTime.UtcNow).MayMiss);

    [Theory]
    [InlineData("nothing", false)]
    [InlineData("read", false)]
    [InlineData("written", true)]
    [InlineData("written, its time set back", true)]
    [InlineData("replaced", true)]
    [InlineData("deleted", true)]
    [InlineData("another beside it", true)]
    public void Later_stamps_show_whether_a_file_was_changed(string change, bool areTouched)
    {
        var stamps = StampsAt(DateTime.UtcNow.AddDays(1));

        Change(_directory.PathOf("entry/file"), change);

        Assert.False(stamps.MayMiss);
        Assert.Equal(areTouched && !(OperatingSystem.IsWindows() && change.EndsWith("set back", StringComparison.Ordinal)), stamps.AreTouched());
    }

    private EntryStamps StampsAt(DateTime now)
    {
        var folder = Directory.CreateDirectory(_directory.PathOf("entry")).FullName;
        File.WriteAllText(Path.Combine(folder, "file"), "one");
        var stamps = new EntryStamps([], new At(now));
        stamps.Stamp(folder);
        Assert.Equal(FileKind.Regular, stamps.Stamp(Path.Combine(folder, "file")).Kind);
        return stamps;
    }

    private static void Change(string path, string change)
    {
        var written = File.GetLastWriteTimeUtc(path);
        switch (change)
        {
            case "read":
                File.ReadAllText(path);
                break;
            case "replaced":
                File.WriteAllText(path + ".new", "two");
                File.Move(path + ".new", path, overwrite: true);
                break;
            case "deleted":
                File.Delete(path);
                break;
            case "another beside it":
                File.WriteAllText(path + ".new", "two");
                break;
            case not "nothing":
                File.WriteAllText(path, "two");
                break;
        }

        if (change.EndsWith("set back", StringComparison.Ordinal))
            File.SetLastWriteTimeUtc(path, written);
    }

    private sealed class At(DateTime now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
