using Tango.IO;

namespace Tango.Core.Tests.IO;

public sealed class FileChangeTests : IDisposable
{
    private static readonly Dictionary<string, Action<FileChangeTests, SharingRetry?>> Changes = new()
    {
        ["replaced"] = (test, retry) => FileChange.Replace(test.New, test.Old, retry),
        ["moved"] = (test, retry) => FileChange.Move(test.Old, test.Old + ".moved", retry),
        ["moved over another"] = (test, retry) => FileChange.Replace(test.Old, test.New, retry),
        ["deleted"] = (test, retry) => FileChange.Delete(test.Old, retry),
        ["moved with its folder"] = (test, retry) => FileChange.MoveFolder(test.Folder, test.Folder + ".moved", retry),
        ["deleted with its folder"] = (test, retry) => FileChange.DeleteFolder(test.Folder, retry),
    };

    private readonly TemporaryDirectory _directory = new();

    public FileChangeTests()
    {
        Directory.CreateDirectory(Folder);
        File.WriteAllText(Old, "old");
        File.WriteAllText(New, "new");
    }

    public static TheoryData<string, FileShare> Held
    {
        get
        {
            var held = new TheoryData<string, FileShare>();
            foreach (var change in Changes.Keys)
            {
                foreach (var share in (FileShare[])[FileShare.None, FileShare.Read, FileShare.ReadWrite, FileShare.Delete, FileShare.ReadWrite | FileShare.Delete])
                    held.Add(change, share);
            }

            return held;
        }
    }

    private string Folder => _directory.PathOf("folder");

    private string Old => Path.Combine(Folder, "old.txt");

    private string New => _directory.PathOf("new.txt");

    [Theory]
    [MemberData(nameof(Held))]
    public void A_file_that_somebody_has_open_is_changed_at_the_latest_when_it_is_closed(string change, FileShare share)
    {
        using var holder = new FileStream(Old, FileMode.Open, FileAccess.Read, share);

        Changes[change](this, new SharingRetry(_ => holder.Dispose()));

        // A deleted file keeps its name until then on some systems.
        holder.Dispose();

        Assert.Equal(change == "replaced" ? "new" : null, File.Exists(Old) ? File.ReadAllText(Old) : null);
    }

    [Theory]
    [InlineData(FileShare.Read | FileShare.Delete)]
    [InlineData(FileShare.ReadWrite | FileShare.Delete)]
    public void Nobody_waits_for_a_reader_who_admits_a_new_file(FileShare share)
    {
        using var reader = new StreamReader(new FileStream(Old, FileMode.Open, FileAccess.Read, share));

        FileChange.Replace(New, Old, SharingRetry.Never);

        Assert.Equal(("new", "old"), (File.ReadAllText(Old), reader.ReadToEnd()));
    }

    [Theory]
    [InlineData("replaced")]
    [InlineData("moved")]
    [InlineData("deleted")]
    [InlineData("moved with its folder")]
    [InlineData("deleted with its folder")]
    public void A_read_only_file_is_changed_like_any_other(string change)
    {
        File.SetAttributes(Old, FileAttributes.ReadOnly);

        Changes[change](this, SharingRetry.Never);

        Assert.Equal(change == "replaced" ? "new" : null, File.Exists(Old) ? File.ReadAllText(Old) : null);
    }

    [Fact]
    public void What_stays_open_is_an_error_on_Windows_and_left_by_who_can_do_without()
    {
        using var holder = new FileStream(Old, FileMode.Open, FileAccess.Read, FileShare.None);
        var waits = new List<int>();

        var error = Record.Exception(() => FileChange.Delete(Old, new SharingRetry(waits.Add)));
        FileChange.TryDelete(Old);

        Assert.Equal(OperatingSystem.IsWindows(), error is IOException && File.Exists(Old));
        Assert.InRange(waits.Sum(), 0, 2000);
    }

    [Fact]
    public void What_is_missing_is_not_waited_for()
    {
        Assert.ThrowsAny<IOException>(() => FileChange.Move(Old + ".missing", Old + ".moved", Unexpected()));
        Assert.ThrowsAny<IOException>(() => FileChange.DeleteFolder(Folder + ".missing", Unexpected()));
        FileChange.Delete(Old + ".missing", Unexpected());
        FileChange.TryDelete(Path.Combine(Folder + ".missing", "any.txt"));

        static SharingRetry Unexpected() => new(_ => Assert.Fail("It waited."));
    }

    public void Dispose() => _directory.Dispose();
}
