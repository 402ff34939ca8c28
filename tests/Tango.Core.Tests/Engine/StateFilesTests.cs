using Tango.Caching;
using Tango.Engine.UpToDate;
using Tango.Execution.Commands;
using Tango.Graph.Projects;
using Tango.Identity;
using Tango.IO;
using Tango.Runs;

namespace Tango.Core.Tests.Engine;

/// <summary>Each file in which something is remembered: written, and whether what was written is known from it.</summary>
public sealed class StateFilesTests : IDisposable
{
    private static readonly FileStamp Stamp = new(1, 2, 3, 4);

    private static readonly Dictionary<string, (Action<string> Write, Func<string, bool> Knows)> Kinds = new()
    {
        ["up-to-date"] = (
            path => UpToDateFile.Write(path, new UpToDateRecord(new byte[32], StampedFiles.From([new StampedFile("/a", Stamp)]), [], [], [])),
            path => UpToDateFile.Read(path) is not null),
        ["history"] = (WriteHistory, path => RunHistory.Load(path).Find("step") is not null),
        ["input-hashes"] = (WriteHash, path => FileHashCache.Load(path).Find("/a", Stamp) is not null),
        ["pipeline"] = (
            path => ReferencedPipelineFile.Write(path, new ReferencedPipeline("/p", "/c", [new ReferencedStep("a", "A-1", "json", "A", "A")])),
            path => ReferencedPipelineFile.Read(path) is not null),
        ["tried-outputs"] = (
            path => new AttemptOutputsRecord(hasEnded: true, ["out/"], new Dictionary<string, FileStamp> { ["a"] = Stamp }).Write(path),
            path => AttemptOutputsRecord.Read(path) is not null),
        ["root"] = (
            path => new CacheRoots(CacheOf(path)).Write(CacheOf(path), ["A-1"]),
            path => IsNeeded(CacheOf(path), "A-1")),
    };

    public static TheoryData<string> Names { get; } = [.. Kinds.Keys];

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public void A_truncated_or_corrupt_file_counts_as_missing(string kind)
    {
        var path = Written(kind);
        var whole = File.ReadAllBytes(path);
        for (var at = 0; at < whole.Length; at++)
        {
            File.WriteAllBytes(path, whole[..at]);
            Assert.False(Kinds[kind].Knows(path));

            File.WriteAllBytes(path, [.. whole[..at], (byte)(whole[at] ^ 0x10), .. whole[(at + 1)..]]);
            Assert.False(Kinds[kind].Knows(path));
        }

        File.WriteAllBytes(path, whole);
        Assert.True(Kinds[kind].Knows(path));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_file_of_another_kind_is_as_good_as_none(string kind)
    {
        var path = Written(kind);
        foreach (var other in Kinds.Keys.Where(other => other != kind))
        {
            File.Copy(Written(other), path, overwrite: true);
            Assert.False(Kinds[kind].Knows(path));
        }
    }

    // As earlier versions wrote it.
    [Theory]
    [MemberData(nameof(Names))]
    public void So_is_a_text(string kind)
    {
        var path = Written(kind);
        File.WriteAllText(path, "step\tA-1\tRan\n");

        Assert.False(Kinds[kind].Knows(path));
    }

    // Collections of other versions need it as long as that version builds.
    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public void A_root_that_cannot_be_made_out_is_left_and_nothing_is_collected(int days)
    {
        var path = Written("root");
        File.WriteAllText(path, "another version's");

        var refusal = Assert.Throws<TangoException>(() => new CacheRoots(CacheOf(path)).Collect(DateTime.UtcNow.AddDays(days), DateTime.UtcNow, removes: true));

        Assert.Equal("TANGO0322", Assert.Single(refusal.Diagnostics).Code);
        Assert.True(File.Exists(path));
    }

    private static bool IsNeeded(string cache, string uniqueId)
    {
        try
        {
            return new CacheRoots(cache).Collect(DateTime.MinValue, DateTime.UtcNow, removes: true).Contains(uniqueId);
        }
        catch (TangoException exception) when (exception.Diagnostics is [{ Code: "TANGO0322" }])
        {
            return false;
        }
    }

    private string Written(string kind)
    {
        var folder = Directory.CreateDirectory(_directory.PathOf($"{kind}/.roots")).FullName;
        Kinds[kind].Write(Path.Combine(folder, "file"));
        return Directory.GetFiles(folder).Single();
    }

    private static void WriteHistory(string path)
    {
        var history = new RunHistory();
        history.Record(new StepOutcome("step", "A-1", StepState.Ran));
        history.Save(path);
    }

    private static void WriteHash(string path)
    {
        var hashes = new FileHashCache();
        hashes.Add("/a", Stamp, new byte[32]);
        hashes.Save(path);
    }

    private static string CacheOf(string root) => Path.GetDirectoryName(Path.GetDirectoryName(root))!;
}
