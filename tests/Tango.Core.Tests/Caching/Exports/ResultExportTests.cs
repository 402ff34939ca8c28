using Tango.Caching;
using Tango.Caching.Exports;
using Tango.IO;

namespace Tango.Core.Tests.Caching.Exports;

public sealed class ResultExportTests : IDisposable
{
    private const string Id = "Step-1-00000000000000000000000000000000";

    private static readonly DateTime LongAgo = new(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc);

    private readonly TemporaryDirectory _directory = new();
    private readonly DirectoryStepCache _cache;

    public ResultExportTests() => _cache = new DirectoryStepCache(_directory.PathOf("cache"));

    private string Destination => _directory.PathOf("out/report.txt");

    [Theory]
    [InlineData("text")]
    [InlineData("text.gz")]
    [InlineData("text.zst")]
    public async Task A_result_is_exported_as_it_was_before_compression(string format)
    {
        await _cache.PutAsync(Entry.Of(Id, format), "the report", typeof(string));

        var exported = await _cache.ExportAsync(Id, Destination);

        Assert.Equal((CacheReadState.Found, 1), (exported.State, exported.ChangedCount));
        Assert.Equal([Destination], exported.Files.ToArray());
        Assert.Equal("the report", await File.ReadAllTextAsync(Destination));
        Assert.Single(Directory.GetFileSystemEntries(Path.GetDirectoryName(Destination)!));
    }

    [Theory]
    [InlineData('n', 236)]
    [InlineData('n', 237)]
    [InlineData('n', 238)]
    [InlineData('n', 254)]
    [InlineData('n', 255)]
    [InlineData('ü', 119)]
    [InlineData('ü', 127)]
    [InlineData('€', 79)]
    [InlineData('€', 85)]
    public async Task A_file_with_a_name_of_any_length_is_exported(char character, int length)
    {
        var name = new string(character, length);
        var made = Directory.CreateDirectory(_directory.PathOf("made")).FullName;
        await File.WriteAllTextAsync(Path.Combine(made, name), "content");
        await _cache.PutAsync(Entry.Of(Id, "directory"), new OutputDirectory(made), typeof(OutputDirectory));
        await _cache.PutAsync(Entry.Of(Id + "2", "text.zst"), "content", typeof(string));

        var folder = await _cache.ExportAsync(Id, _directory.PathOf("all/"));
        var file = await _cache.ExportAsync(Id + "2", Path.Combine(_directory.PathOf("one"), name));

        Assert.Equal("content", await File.ReadAllTextAsync(Assert.Single(folder.Files)));
        Assert.Equal("content", await File.ReadAllTextAsync(Assert.Single(file.Files)));
        Assert.Single(Directory.GetFileSystemEntries(_directory.PathOf("all")));
        Assert.Single(Directory.GetFileSystemEntries(_directory.PathOf("one")));
    }

    [Theory]
    [InlineData("text")]
    [InlineData("text.zst")]
    public async Task An_export_of_equal_content_is_not_touched(string format)
    {
        await _cache.PutAsync(Entry.Of(Id, format), new string('x', 200_000), typeof(string));
        await _cache.ExportAsync(Id, Destination);
        File.SetLastWriteTimeUtc(Destination, LongAgo);

        var again = await _cache.ExportAsync(Id, Destination);

        Assert.Equal(0, again.ChangedCount);
        Assert.Equal(LongAgo, File.GetLastWriteTimeUtc(Destination));
    }

    [Theory]
    [InlineData("text", "a longer report")]
    [InlineData("text.zst", "a longer report")]
    [InlineData("text", "The report")]
    [InlineData("text.zst", "The report")]
    [InlineData("text.zst", "the repor")]
    public async Task An_export_of_other_content_is_replaced(string format, string before)
    {
        await _cache.PutAsync(Entry.Of(Id, format), "the report", typeof(string));
        Directory.CreateDirectory(Path.GetDirectoryName(Destination)!);
        await File.WriteAllTextAsync(Destination, before);

        Assert.Equal(1, (await _cache.ExportAsync(Id, Destination)).ChangedCount);

        Assert.Equal("the report", await File.ReadAllTextAsync(Destination));
    }

    [Fact]
    public async Task A_new_export_is_newer_than_its_entry()
    {
        await _cache.PutAsync(Entry.Of(Id, "text"), "the report", typeof(string));
        File.SetLastWriteTimeUtc(Path.Combine(_cache.PathForStep(Id), "result.txt"), LongAgo);

        await _cache.ExportAsync(Id, Destination);

        Assert.True(File.GetLastWriteTimeUtc(Destination) > LongAgo);
    }

    [Fact]
    public async Task Editing_an_export_does_not_touch_the_cache()
    {
        await _cache.PutAsync(Entry.Of(Id, "text"), "the report", typeof(string));
        await _cache.ExportAsync(Id, Destination);

        await File.AppendAllTextAsync(Destination, ", edited");

        Assert.Equal(CacheRead.Found("the report"), await _cache.TryGetAsync(Id, typeof(string)));
    }

    [Fact]
    public async Task A_directory_takes_a_file_under_its_own_name()
    {
        await File.WriteAllTextAsync(_directory.PathOf("model.zip"), "zip");
        await _cache.PutAsync(Entry.Of(Id, "file"), new OutputFile(_directory.PathOf("model.zip")), typeof(OutputFile));

        var exported = await _cache.ExportAsync(Id, _directory.PathOf("out") + Path.DirectorySeparatorChar);

        Assert.Equal([_directory.PathOf(Path.Combine("out", "model.zip"))], exported.Files.ToArray());
        Assert.Equal("zip", await File.ReadAllTextAsync(exported.Files[0]));
    }

    [Fact]
    public async Task A_program_stays_executable()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // Every file is executable there.
        }

        await File.WriteAllTextAsync(_directory.PathOf("run.sh"), "#!/bin/sh\n");
        File.SetUnixFileMode(_directory.PathOf("run.sh"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        await _cache.PutAsync(Entry.Of(Id, "file"), new OutputFile(_directory.PathOf("run.sh")), typeof(OutputFile));

        await _cache.ExportAsync(Id, _directory.PathOf("exported.sh"));

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserExecute, File.GetUnixFileMode(_directory.PathOf("exported.sh")));
    }

    [Fact]
    public async Task A_directory_is_exported_below_the_destination_and_leaves_others_there()
    {
        Directory.CreateDirectory(_directory.PathOf("made/sub/empty"));
        await File.WriteAllTextAsync(_directory.PathOf("made/sub/a.txt"), "a");
        Directory.CreateDirectory(_directory.PathOf("out"));
        await File.WriteAllTextAsync(_directory.PathOf("out/other.txt"), "other");
        await _cache.PutAsync(Entry.Of(Id, "directory"), new OutputDirectory(_directory.PathOf("made")), typeof(OutputDirectory));

        var exported = await _cache.ExportAsync(Id, _directory.PathOf("out"));

        Assert.Equal([_directory.PathOf(Path.Combine("out", "sub", "a.txt"))], exported.Files.ToArray());
        Assert.True(Directory.Exists(_directory.PathOf("out/sub/empty")));
        Assert.Equal("other", await File.ReadAllTextAsync(_directory.PathOf("out/other.txt")));
    }

    [Fact]
    public async Task A_file_that_may_not_be_replaced_stays_and_so_do_its_neighbours()
    {
        await File.WriteAllTextAsync(Path.Combine(Directory.CreateDirectory(_directory.PathOf("made")).FullName, "a.txt"), "a");
        await File.WriteAllTextAsync(_directory.PathOf("made/b.txt"), "b");
        await File.WriteAllTextAsync(Path.Combine(Directory.CreateDirectory(_directory.PathOf("out")).FullName, "b.txt"), "the user's");
        await _cache.PutAsync(Entry.Of(Id, "directory"), new OutputDirectory(_directory.PathOf("made")), typeof(OutputDirectory));

        var refused = await Assert.ThrowsAsync<ExportRefusedException>(
            () => _cache.ExportAsync(Id, _directory.PathOf("out"), new ExportRules(new FolderLinks(_directory.Path, []), _ => false), CancellationToken.None).AsTask());

        Assert.Equal(_directory.PathOf(Path.Combine("out", "b.txt")), refused.ExportPath);
        Assert.Equal("the user's", await File.ReadAllTextAsync(refused.ExportPath));
        Assert.False(File.Exists(_directory.PathOf("out/a.txt")));

        await File.WriteAllTextAsync(refused.ExportPath, "b");
        Assert.Equal(1, (await _cache.ExportAsync(Id, _directory.PathOf("out"), new ExportRules(new FolderLinks(_directory.Path, []), _ => false), CancellationToken.None)).ChangedCount);
    }

    // A directory keeps its empty folders; and of a file in a folder that is a link nothing else is exported either.
    [Theory]
    [InlineData("sub", "../src")]
    [InlineData("sub/empty", "../../src")]
    [InlineData("sub/empty", "nowhere")]
    [InlineData("sub/full", "../../src")]
    public async Task No_folder_is_made_and_no_file_written_behind_a_link(string link, string target)
    {
        if (OperatingSystem.IsWindows())
        {
            return; // Links are for administrators there.
        }

        Directory.CreateDirectory(_directory.PathOf("made/sub/empty/deep"));
        Directory.CreateDirectory(_directory.PathOf("made/sub/full"));
        await File.WriteAllTextAsync(_directory.PathOf("made/sub/full/a.txt"), "a");
        await File.WriteAllTextAsync(_directory.PathOf("made/b.txt"), "b");
        await _cache.PutAsync(Entry.Of(Id, "directory"), new OutputDirectory(_directory.PathOf("made")), typeof(OutputDirectory));
        Directory.CreateDirectory(Path.GetDirectoryName(_directory.PathOf("out/" + link))!);
        Directory.CreateDirectory(_directory.PathOf("src"));
        File.CreateSymbolicLink(_directory.PathOf("out/" + link), target);

        var refused = await Assert.ThrowsAsync<ExportRefusedException>(
            () => _cache.ExportAsync(Id, _directory.PathOf("out"), new ExportRules(new FolderLinks(_directory.Path, [])), CancellationToken.None).AsTask());

        Assert.Equal(_directory.PathOf("out/" + link), refused.Link);
        Assert.Empty(Directory.GetFileSystemEntries(_directory.PathOf("src")));
        Assert.False(File.Exists(_directory.PathOf("out/b.txt")));
    }

    [Theory]
    [InlineData("text")]
    [InlineData("text.zst")]
    public async Task A_pipe_in_place_of_an_export_is_replaced_without_waiting(string format)
    {
        if (OperatingSystem.IsWindows())
        {
            return; // There are none in folders.
        }

        await _cache.PutAsync(Entry.Of(Id, format), "", typeof(string));
        Directory.CreateDirectory(Path.GetDirectoryName(Destination)!);
        using (var mkfifo = System.Diagnostics.Process.Start("mkfifo", [Destination]))
            await mkfifo.WaitForExitAsync();

        await _cache.ExportAsync(Id, Destination);

        Assert.Equal("", await File.ReadAllTextAsync(Destination));
    }

    [Theory]
    [InlineData("a", true)]
    [InlineData("b", false)]
    public async Task A_link_between_folders_of_the_result_is_accepted_if_the_files_are_equal(string other, bool isExported)
    {
        if (OperatingSystem.IsWindows())
        {
            return; // Links are for administrators there.
        }

        await File.WriteAllTextAsync(Path.Combine(Directory.CreateDirectory(_directory.PathOf("made/one")).FullName, "x.txt"), "a");
        await File.WriteAllTextAsync(Path.Combine(Directory.CreateDirectory(_directory.PathOf("made/two")).FullName, "x.txt"), other);
        await _cache.PutAsync(Entry.Of(Id, "directory"), new OutputDirectory(_directory.PathOf("made")), typeof(OutputDirectory));
        Directory.CreateDirectory(_directory.PathOf("out/two"));
        File.CreateSymbolicLink(_directory.PathOf("out/one"), "two");

        var export = () => _cache.ExportAsync(Id, _directory.PathOf("out"), new ExportRules(new FolderLinks(_directory.Path, [])), CancellationToken.None).AsTask();

        if (isExported)
        {
            Assert.Equal(1, (await export()).ChangedCount);
            Assert.Equal("a", await File.ReadAllTextAsync(_directory.PathOf("out/one/x.txt")));
        }
        else
        {
            Assert.Equal(_directory.PathOf("out/one"), (await Assert.ThrowsAsync<ExportRefusedException>(export)).Link);
        }
    }

    [Fact]
    public async Task A_missing_or_corrupt_entry_exports_nothing()
    {
        Assert.Equal(CacheReadState.Missing, (await _cache.ExportAsync(Id, Destination)).State);
        await _cache.PutAsync(Entry.Of(Id, "text"), "the report", typeof(string));
        Entry.Overwrite(Path.Combine(_cache.PathForStep(Id), "result.txt"), "another!");

        var exported = await _cache.ExportAsync(Id, Destination);

        Assert.Equal(CacheReadState.Corrupt, exported.State);
        Assert.Contains("result.txt has", exported.Corruption, StringComparison.Ordinal);
        Assert.False(File.Exists(Destination));
    }

    [Fact]
    public async Task A_null_result_has_no_files()
    {
        await _cache.PutAsync(Entry.Of(Id, "text"), null, typeof(string));

        var exported = await _cache.ExportAsync(Id, Destination);

        Assert.Equal(CacheReadState.Found, exported.State);
        Assert.Empty(exported.Files);
    }

    public void Dispose() => _directory.Dispose();
}
