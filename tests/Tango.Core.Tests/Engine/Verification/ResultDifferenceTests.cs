using Tango.Core.Tests.Caching;
using Tango.Engine.Verification;

namespace Tango.Core.Tests.Engine.Verification;

/// <summary>The first difference of two results, in words.</summary>
public sealed class ResultDifferenceTests : IDisposable
{
    private const string Id = "Step-1-00000000000000000000000000000000";

    private readonly TemporaryDirectory _directory = new();

    public static TheoryData<string, object?, object?, string?> Values => new()
    {
        { "json.zst", new[] { 1, 2, 3 }, new[] { 1, 2, 3 }, null },
        { "json.zst", new[] { 1, 2, 3 }, new[] { 1, 5, 3 }, "'result.json' differs at $[1]" },
        { "json.zst", new[] { 1, 2 }, new[] { 1, 2, 3 }, "'result.json' differs at $[2]" },
        { "json", new[] { 1, 2, 3 }, new[] { 1, 2 }, "'result.json' differs at $[2]" },
        { "json", new Dictionary<string, int[]> { ["a"] = [1], ["b"] = [2, 3] }, new Dictionary<string, int[]> { ["a"] = [1], ["b"] = [2, 4] }, "'result.json' differs at $.b[1]" },
        { "json", new Dictionary<string, int> { ["a"] = 1 }, new Dictionary<string, int> { ["a"] = 1, ["b"] = 2 }, "'result.json' differs at $.b" },
        { "json", new Dictionary<string, int> { ["a"] = 1, ["b"] = 2 }, new Dictionary<string, int> { ["b"] = 2, ["a"] = 1 }, "'result.json' differs at $.a" },
        { "text", "one\ntwo\nthree", "one\ntwo\n3", "'result.txt' differs in line 3, at byte 9" },
        { "text.gz", "one\ntwo", "one\ntwo\n", "'result.txt' differs in line 2, at byte 8" },
        { "text", "", "", null },
        { "bytes", new byte[] { 0, 1, 2 }, new byte[] { 0, 1, 3 }, "'result.bin' differs at byte 3" },
        { "bytes.zst", new byte[100_000], new byte[100_001], "'result.bin' differs at byte 100001" },
        { "json", null, null, null },
        { "json", null, new[] { 1 }, "the cached result is null" },
        { "json", new[] { 1 }, null, "the new result is null" },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public async Task Of_values_is_named_by_its_place(string format, object? stored, object? again, string? difference) =>
        Assert.Equal(difference, await FindAsync(format, stored, format, again));

    [Theory]
    [InlineData("text", "text.zst")]
    [InlineData("json", "json.gz")]
    public async Task Another_format_is_one(string format, string other) =>
        Assert.Equal($"the new result is in the format {other}, version 1, the cached one in {format}, version 1", await FindAsync(format, "a", other, "a"));

    public static TheoryData<string[], string[], string?> Trees => new()
    {
        { ["a=1", "b/c=2"], ["a=1", "b/c=2"], null },
        { ["a=1", "b/c=2"], ["a=1", "b/c=3"], "'result/b/c' differs in line 1, at byte 1" },
        { ["a=1"], ["a=1", "b=2"], "'result/b' is only in the new result" },
        { ["a=1", "b=2"], ["b=2"], "'result/a' is missing in the new result" },
        { ["a=1", "empty/"], ["a=1"], "'result/empty/' is missing in the new result" },
        { ["data.json={\"a\": [1, 2]}"], ["data.json={\"a\": [1, 3]}"], "'result/data.json' differs at $.a[1]" },
        { ["data.json={\"a\":1}"], ["data.json={\"a\": 1}"], "'result/data.json' differs in line 1, at byte 6" },
        { ["data.json={"], ["data.json=}"], "'result/data.json' differs in line 1, at byte 1" },
    };

    [Theory]
    [MemberData(nameof(Trees))]
    public async Task Of_files_is_named_by_file_and_place(string[] stored, string[] again, string? difference) =>
        Assert.Equal(difference, await FindAsync("directory", Tree("one", stored), "directory", Tree("two", again)));

    [Fact]
    public async Task Other_permissions_and_links_are_differences()
    {
        if (OperatingSystem.IsWindows())
            return;

        var (one, two) = (Tree("one", ["a=1", "b=2"]), Tree("two", ["a=1", "b=2"]));
        File.SetUnixFileMode(two.PathOf("a"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Assert.StartsWith("'result/a' has the permissions ", await FindAsync("directory", one, "directory", two), StringComparison.Ordinal);

        File.Delete(one.PathOf("a"));
        File.CreateSymbolicLink(one.PathOf("a"), "b");
        Assert.Equal("'result/a' is no link in the new result, and a link to 'b' in the cached one", await FindAsync("directory", one, "directory", two));
    }

    public void Dispose() => _directory.Dispose();

    private async Task<string?> FindAsync(string format, object? stored, string otherFormat, object? again)
    {
        var (one, two) = (new DirectoryStepCache(_directory.PathOf("cache")), new DirectoryStepCache(_directory.PathOf("again")));
        await one.PutAsync(Entry.Of(Id, format), stored, TypeOf(stored), new() { Replace = true });
        await two.PutAsync(Entry.Of(Id, otherFormat), again, TypeOf(again), new() { Replace = true });
        return ResultDifference.Find(one.PathForStep(Id), two.PathForStep(Id), CancellationToken.None);
    }

    private static Type TypeOf(object? value) => value?.GetType() ?? typeof(object);

    private OutputDirectory Tree(string name, string[] files)
    {
        var folder = _directory.PathOf(name);
        Directory.CreateDirectory(folder);
        foreach (var file in files)
        {
            var path = Path.Combine(folder, file.Split('=')[0]);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            if (!file.EndsWith('/'))
                File.WriteAllText(path, file[(file.IndexOf('=', StringComparison.Ordinal) + 1)..]);
        }

        return new OutputDirectory(folder);
    }
}
