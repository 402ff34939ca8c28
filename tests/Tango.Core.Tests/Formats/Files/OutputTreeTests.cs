using Tango.Caching;
using Tango.Caching.Entries;
using Tango.Caching.Remote;
using Tango.Core.Tests.Caching;
using Tango.IO;

namespace Tango.Core.Tests.Formats.Files;

/// <summary>Directories that C# steps give come back as they were made.</summary>
public sealed class OutputTreeTests : IDisposable
{
    private const string Id = "Step-1-00000000000000000000000000000000";

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Any_tree_is_exported_as_it_was_made_also_after_a_journey()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // There are no such bits, and making links is a privilege.
        }

        for (var seed = 1; seed <= 60; seed++)
        {
            var made = Directory.CreateDirectory(_directory.PathOf($"made-{seed}")).FullName;
            new RandomTree(seed).WriteTo(made);
            var cache = await StoreAsync($"here-{seed}", made);
            var other = await TravelAsync(cache, $"there-{seed}");

            var stored = (OutputDirectory)(await other.TryGetAsync(Id, typeof(OutputDirectory))).Value!;
            await cache.ExportAsync(Id, _directory.PathOf($"exported-{seed}"));
            await other.ExportAsync(Id, _directory.PathOf($"arrived-{seed}"));

            var expected = RandomTree.Snapshot(made);
            AssertSame(expected, RandomTree.Snapshot(_directory.PathOf($"exported-{seed}")), seed, "exported");
            AssertSame(expected, RandomTree.Snapshot(_directory.PathOf($"arrived-{seed}")), seed, "exported after the journey");
            AssertSame(WithoutModes(expected), WithoutModes(RandomTree.Snapshot(stored.Path)), seed, "stored");
            Assert.Equal(0, (await other.ExportAsync(Id, _directory.PathOf($"arrived-{seed}"))).ChangedCount);
        }
    }

    [Fact]
    public async Task Links_by_full_path_have_the_same_target_in_every_copy_of_the_directory()
    {
        if (OperatingSystem.IsWindows())
            return;

        var made = Directory.CreateDirectory(_directory.PathOf("made")).FullName;
        Directory.CreateDirectory(Path.Combine(made, "sub"));
        await File.WriteAllTextAsync(Path.Combine(made, "a"), "a");
        File.CreateSymbolicLink(Path.Combine(made, "sub", "full"), Path.Combine(made, "a"));
        File.CreateSymbolicLink(Path.Combine(made, "sub", "around"), "../../made/a");

        var cache = await StoreAsync("cache", made);
        await cache.ExportAsync(Id, _directory.PathOf("out"));

        Assert.Equal(("../a", "../a"), (SymbolicLinkIn("out/sub/full"), SymbolicLinkIn("out/sub/around")));
    }

    [Fact]
    public async Task A_file_in_place_of_a_link_is_replaced_but_not_the_target_of_a_link()
    {
        if (OperatingSystem.IsWindows())
            return;

        var made = Directory.CreateDirectory(_directory.PathOf("made")).FullName;
        await File.WriteAllTextAsync(Path.Combine(made, "a"), "a");
        File.CreateSymbolicLink(Path.Combine(made, "file"), "a");
        File.CreateSymbolicLink(Path.Combine(made, "other"), "a");
        File.CreateSymbolicLink(Path.Combine(made, "folder"), "a");
        var cache = await StoreAsync("cache", made);
        var mine = _directory.PathOf("mine");
        await File.WriteAllTextAsync(mine, "mine");
        Directory.CreateDirectory(_directory.PathOf("out/folder"));
        await File.WriteAllTextAsync(_directory.PathOf("out/file"), "a");
        File.CreateSymbolicLink(_directory.PathOf("out/other"), mine);
        File.CreateSymbolicLink(_directory.PathOf("out/a"), mine);

        var exported = await cache.ExportAsync(Id, _directory.PathOf("out"));

        Assert.Equal(4, exported.ChangedCount);
        Assert.Equal(RandomTree.Snapshot(made), RandomTree.Snapshot(_directory.PathOf("out")));
        Assert.Equal("mine", await File.ReadAllTextAsync(mine));
    }

    [Fact]
    public async Task Stored_files_are_read_only_and_exports_are_not()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // A read-only file could not be deleted there.
        }

        var cache = new DirectoryStepCache(_directory.PathOf("cache"));
        await cache.PutAsync(Entry.Of("Text-1", "text"), "text", typeof(string));
        await cache.PutAsync(Entry.Of("Json-1"), 1, typeof(int));
        await cache.PutAsync(Entry.Of("Json-1"), 2, typeof(int), new() { Replace = true });
        await File.WriteAllTextAsync(_directory.PathOf("secret"), "secret");
        File.SetUnixFileMode(_directory.PathOf("secret"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await cache.PutAsync(Entry.Of("File-1", "file"), new OutputFile(_directory.PathOf("secret")), typeof(OutputFile));

        var results = Directory.GetFiles(cache.DirectoryPath, "*", SearchOption.AllDirectories).Where(path => Path.GetFileName(path) != EntryLayout.Metadata).ToList();
        Assert.Equal(3, results.Count);
        Assert.All(results, path => Assert.Equal(UnixFileMode.None, PermissionBits.Read(path) & (UnixFileMode.UserWrite | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite)));
        Assert.Equal(UnixFileMode.UserRead, PermissionBits.Read(results.Single(path => path.EndsWith("secret", StringComparison.Ordinal))));

        await cache.ExportAsync("Text-1", _directory.PathOf("text"));
        await cache.ExportAsync("Json-1", _directory.PathOf("json"));
        await cache.ExportAsync("File-1", _directory.PathOf("file"));
        await File.WriteAllTextAsync(_directory.PathOf("new"), "");
        var ofNewFiles = File.GetUnixFileMode(_directory.PathOf("new"));
        Assert.Equal((ofNewFiles, ofNewFiles), (File.GetUnixFileMode(_directory.PathOf("text")), File.GetUnixFileMode(_directory.PathOf("json"))));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_directory.PathOf("file")));
    }

    [Fact]
    public async Task The_owner_of_a_cache_deletes_it_without_being_root()
    {
        if (OperatingSystem.IsWindows())
            return;

        var made = Directory.CreateDirectory(_directory.PathOf("made")).FullName;
        new RandomTree(3).WriteTo(made);
        await StoreAsync("cache", made);

        // Root could delete anything.
        var asOwner = Environment.UserName == "root" ? "chown -R 65534 . && setpriv --reuid=65534 --regid=65534 --clear-groups" : "";
        OddFiles.Shell(_directory.Path, asOwner + " rm -rf cache");

        Assert.False(Directory.Exists(_directory.PathOf("cache")));
    }

    [Theory]
    [InlineData("\"mode\": \"600\"", "\"mode\": \"4755\"")]
    [InlineData("\"mode\": \"600\"", "\"mode\": \"x\"")]
    [InlineData("\"linkTarget\": \"a\"", "\"linkTarget\": \"b\"")]
    [InlineData("\"linkTarget\": \"a\"", "\"linkTarget\": \"../../../a\"")]
    [InlineData("\"linkTarget\": \"a\"", "\"linkTarget\": \"/etc/passwd\"")]
    public async Task Impossible_records_of_bits_and_links_are_corruption(string recorded, string edited)
    {
        if (OperatingSystem.IsWindows())
            return;

        var cache = await StoreAsync("cache", MadeWithLink());
        Entry.Reseal(cache.PathForStep(Id), recorded, edited);

        Assert.Equal(CacheReadState.Corrupt, (await cache.TryGetAsync(Id, typeof(OutputDirectory))).State);
    }

    [Theory]
    [InlineData("a", "pipe")]
    [InlineData("a", "link")]
    [InlineData("a", "folder")]
    [InlineData("link", "file")]
    [InlineData("link", "link")]
    [InlineData("empty", "file")]
    [InlineData("empty", "link")]
    public async Task A_stored_path_that_changed_its_kind_is_corruption(string name, string now)
    {
        if (OperatingSystem.IsWindows())
            return;

        var cache = await StoreAsync("cache", MadeWithLink());
        var stored = Path.Combine(cache.PathForStep(Id), "result", name);
        EntryTree.Delete(stored);
        switch (now)
        {
            case "pipe":
                OddFiles.MakePipe(stored);
                break;
            case "link":
                File.CreateSymbolicLink(stored, "/etc/hostname");
                break;
            case "folder":
                Directory.CreateDirectory(stored);
                break;
            default:
                await File.WriteAllTextAsync(stored, "");
                break;
        }

        var read = await cache.TryGetAsync(Id, typeof(OutputDirectory));

        Assert.Equal(CacheReadState.Corrupt, read.State);
        Assert.Contains("result/" + name, read.Corruption, StringComparison.Ordinal);
    }

    private string MadeWithLink()
    {
        var made = Directory.CreateDirectory(_directory.PathOf("made")).FullName;
        File.WriteAllText(Path.Combine(made, "a"), "");
        PermissionBits.Set(Path.Combine(made, "a"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.CreateSymbolicLink(Path.Combine(made, "link"), "a");
        Directory.CreateDirectory(Path.Combine(made, "empty"));
        return made;
    }

    private async Task<DirectoryStepCache> StoreAsync(string name, string made)
    {
        var cache = new DirectoryStepCache(_directory.PathOf(name));
        await cache.PutAsync(Entry.Of(Id, "directory"), new OutputDirectory(made), typeof(OutputDirectory));
        return cache;
    }

    private async Task<DirectoryStepCache> TravelAsync(DirectoryStepCache from, string name)
    {
        var to = new DirectoryStepCache(_directory.PathOf(name));
        using var packed = new MemoryStream();
        await EntryArchive.PackAsync(from.PathForStep(Id), from.GetMetadata(Id)!, EntryArchive.RecordOf(from.GetMetadata(Id)!)!, packed, default);
        using var archive = new MemoryStream(packed.ToArray());
        using var entry = StagedEntry.Create(to.WritablePathFor(Id));
        Assert.NotNull(await EntryArchive.UnpackAsync(archive, Id, entry.Folder, default));
        Assert.True(entry.TryPublish());
        return to;
    }

    private string? SymbolicLinkIn(string name) => new FileInfo(_directory.PathOf(name)).LinkTarget;

    private static string WithoutModes(string snapshot) => System.Text.RegularExpressions.Regex.Replace(snapshot, ": [0-7]+ ", ": ");

    private static void AssertSame(string expected, string actual, int seed, string what) =>
        Assert.True(expected == actual, $"Seed {seed}, {what}:{Environment.NewLine}{actual}{Environment.NewLine}instead of{Environment.NewLine}{expected}");
}
