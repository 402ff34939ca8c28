using Tango.Caching;

namespace Tango.Core.Tests.Caching;

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

        Assert.Equal((CacheReadState.Found, 1), (exported.State, exported.Changed));
        Assert.Equal([Destination], exported.Files.ToArray());
        Assert.Equal("the report", await File.ReadAllTextAsync(Destination));
        Assert.Single(Directory.GetFileSystemEntries(Path.GetDirectoryName(Destination)!));
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

        Assert.Equal(0, again.Changed);
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

        Assert.Equal(1, (await _cache.ExportAsync(Id, Destination)).Changed);

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

        Assert.True(File.GetUnixFileMode(_directory.PathOf("exported.sh")).HasFlag(UnixFileMode.UserExecute | UnixFileMode.UserWrite));
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
            () => _cache.ExportAsync(Id, _directory.PathOf("out"), mayReplace: _ => false, CancellationToken.None).AsTask());

        Assert.Equal(_directory.PathOf(Path.Combine("out", "b.txt")), refused.Place);
        Assert.Equal("the user's", await File.ReadAllTextAsync(refused.Place));
        Assert.False(File.Exists(_directory.PathOf("out/a.txt")));

        await File.WriteAllTextAsync(refused.Place, "b");
        Assert.Equal(1, (await _cache.ExportAsync(Id, _directory.PathOf("out"), mayReplace: _ => false, CancellationToken.None)).Changed);
    }

    [Fact]
    public async Task A_missing_or_damaged_entry_exports_nothing()
    {
        Assert.Equal(CacheReadState.Missing, (await _cache.ExportAsync(Id, Destination)).State);
        await _cache.PutAsync(Entry.Of(Id, "text"), "the report", typeof(string));
        await File.WriteAllTextAsync(Path.Combine(_cache.PathForStep(Id), "result.txt"), "another!");

        var exported = await _cache.ExportAsync(Id, Destination);

        Assert.Equal(CacheReadState.Damaged, exported.State);
        Assert.Contains("result.txt has", exported.Damage, StringComparison.Ordinal);
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
