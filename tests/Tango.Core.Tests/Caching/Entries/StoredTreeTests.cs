using Tango.Caching;
using Tango.Core.Tests.IO;

namespace Tango.Core.Tests.Caching.Entries;

/// <summary>Consumers of a file or a directory receive the stored one: it must have no more and no other files than were stored.</summary>
public sealed class StoredTreeTests : IDisposable
{
    private const string Id = "Step-1-00000000000000000000000000000000";

    private readonly TemporaryDirectory _directory = new();
    private readonly DirectoryStepCache _cache;

    public StoredTreeTests() => _cache = new DirectoryStepCache(_directory.PathOf("cache"));

    private string Result => Path.Combine(_cache.PathForStep(Id), "result");

    public void Dispose() => _directory.Dispose();

    // Windows has no such name as the last.
    public static TheoryData<string> Places =>
        ["result/extra", "result/.extra", "result/in/extra", "result/in/empty/extra", "result/run.sh.zst", .. OperatingSystem.IsWindows() ? (string[])[] : ["result/new\nline"]];

    [Theory]
    [MemberData(nameof(Places))]
    public async Task A_file_that_was_not_stored_is_corruption(string place)
    {
        await StoreDirectoryAsync();
        await File.WriteAllTextAsync(Path.Combine(_cache.PathForStep(Id), place), "more");

        await AssertCorruptAsync("is not part of the entry");
    }

    [Theory]
    [MemberData(nameof(Places))]
    public async Task A_folder_that_was_not_stored_is_corruption(string place)
    {
        await StoreDirectoryAsync();
        Directory.CreateDirectory(Path.Combine(_cache.PathForStep(Id), place));

        await AssertCorruptAsync("is not part of the entry");
    }

    [Theory]
    [InlineData(SpecialFiles.Pipe)]
    [InlineData(SpecialFiles.Socket)]
    [InlineData(SpecialFiles.DanglingLink)]
    [InlineData(SpecialFiles.LinkToItself)]
    [InlineData(SpecialFiles.LinkToDevice)]
    public async Task Nor_may_there_be_anything_else_that_was_not_stored(string kind)
    {
        if (OperatingSystem.IsWindows())
            return;

        await StoreDirectoryAsync();
        SpecialFiles.Make(kind, Path.Combine(Result, "in", "empty", "odd"));

        await AssertCorruptAsync("result/in/empty/odd is not part of the entry");
    }

    [Theory]
    [InlineData("other.txt")]
    [InlineData(".hidden")]
    [InlineData("folder/other.txt")]
    public async Task Beside_a_file_there_is_no_other(string name)
    {
        await StoreFileAsync();
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(Result, name))!);
        await File.WriteAllTextAsync(Path.Combine(Result, name), "more");

        await AssertCorruptAsync("is not part of the entry");
    }

    [Fact]
    public async Task A_link_in_place_of_a_folder_is_corruption_also_if_it_leads_to_the_same_files()
    {
        if (OperatingSystem.IsWindows())
            return;

        await StoreFileAsync();
        Directory.Move(Result, _directory.PathOf("moved"));
        Directory.CreateSymbolicLink(Result, _directory.PathOf("moved"));

        await AssertCorruptAsync("result is not a folder");
    }

    [Theory]
    [InlineData("run.sh", 0b111_111_111, 0b100_100_100)]
    [InlineData("run.sh", 0b101_100_100, 0b100_100_100)]
    [InlineData("run.sh", 0b100_100_101, 0b100_100_100)]
    [InlineData("run.sh", 0, 0b100_100_100)]
    [InlineData("tool", 0b100_100_100, 0b101_101_101)]
    [InlineData("tool", 0b001_001_001, 0b101_101_101)]
    public async Task Other_permissions_are_corruption(string name, int changed, int stored)
    {
        if (OperatingSystem.IsWindows())
            return;

        await StoreDirectoryAsync();
        var path = Path.Combine(Result, name);
        Assert.Equal((UnixFileMode)stored, File.GetUnixFileMode(path) | (UnixFileMode)(stored & 0b111_111));
        File.SetUnixFileMode(path, (UnixFileMode)changed);

        await AssertCorruptAsync($"result/{name} has the permissions ");
    }

    [Fact]
    public async Task Permissions_that_the_mask_of_its_author_took_away_are_none()
    {
        if (OperatingSystem.IsWindows())
            return;

        await StoreDirectoryAsync();
        File.SetUnixFileMode(Path.Combine(Result, "tool"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        File.SetUnixFileMode(Path.Combine(Result, "run.sh"), UnixFileMode.UserRead);

        Assert.Equal(CacheReadState.Found, (await _cache.VerifyAsync(Id, quarantine: false)).State);
    }

    // Without the folders that a directory records, too: a format may use folders of its own.
    [Fact]
    public async Task What_was_stored_is_found_again()
    {
        await StoreDirectoryAsync();
        Assert.Equal(CacheReadState.Found, (await _cache.VerifyAsync(Id, quarantine: false)).State);
        await _cache.PutAsync(Entry.Of("other", "file"), OutputOf("a.txt"), typeof(OutputFile));
        Assert.Equal(CacheReadState.Found, (await _cache.VerifyAsync("other", quarantine: false)).State);
        await _cache.PutAsync(Entry.Of("other", "file"), OutputOf("b.txt"), typeof(OutputFile), new PutOptions { Replace = true });
        Assert.Equal(CacheReadState.Found, (await _cache.VerifyAsync("other", quarantine: false)).State);
    }

    private async Task AssertCorruptAsync(string why)
    {
        Assert.Contains(why, (await _cache.VerifyAsync(Id, quarantine: false)).Corruption, StringComparison.Ordinal);
        var format = _cache.GetMetadata(Id)!.Format;
        Assert.Contains(why, (await _cache.ExportAsync(Id, _directory.PathOf("export"))).Corruption, StringComparison.Ordinal);
        Assert.False(Path.Exists(_directory.PathOf("export")));
        Assert.False(_cache.Contains(Id), $"The {format} was left in its place.");
    }

    private async Task StoreDirectoryAsync()
    {
        var made = Directory.CreateDirectory(_directory.PathOf("made"));
        Directory.CreateDirectory(Path.Combine(made.FullName, "in", "empty"));
        await File.WriteAllTextAsync(Path.Combine(made.FullName, "run.sh"), "true");
        await File.WriteAllTextAsync(Path.Combine(made.FullName, "in", "a.txt"), "a");
        var tool = Path.Combine(made.FullName, "tool");
        await File.WriteAllTextAsync(tool, "#!/bin/sh");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(tool, (UnixFileMode)0b111_101_101);
            File.SetUnixFileMode(Path.Combine(made.FullName, "run.sh"), (UnixFileMode)0b110_100_100);
        }

        await _cache.PutAsync(Entry.Of(Id, "directory"), new OutputDirectory(made.FullName), typeof(OutputDirectory));
    }

    private async Task StoreFileAsync() => await _cache.PutAsync(Entry.Of(Id, "file"), OutputOf("a.txt"), typeof(OutputFile));

    private OutputFile OutputOf(string name)
    {
        File.WriteAllText(_directory.PathOf(name), name);
        return new OutputFile(_directory.PathOf(name));
    }
}
