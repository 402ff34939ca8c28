using Tango.IO;

namespace Tango.Core.Tests.IO;

public sealed class SharedReadingTests : IDisposable
{
    private static readonly Dictionary<string, Func<string, string>> Readers = new()
    {
        ["bytes"] = path => System.Text.Encoding.UTF8.GetString(SharedReading.ReadAllBytes(path)),
        ["text"] = SharedReading.ReadAllText,
        ["lines"] = path => string.Join('\n', SharedReading.ReadLines(path)),
        ["stream"] = path =>
        {
            using var reader = new StreamReader(SharedReading.Open(path));
            return reader.ReadToEnd();
        },
        ["input file"] = path => new InputFile(path).ReadAllText(),
        ["digest"] = path => FileDigest.ComputeFile(path).Size == 11 ? "one\ntwo äöü" : "",
    };

    private readonly TemporaryDirectory _directory = new();

    public static TheoryData<string> Ways => [.. Readers.Keys];

    [Theory]
    [MemberData(nameof(Ways))]
    public void A_file_that_another_program_may_still_write_is_read(string way)
    {
        var path = _directory.PathOf("a.txt");
        File.WriteAllText(path, way == "digest" ? "one two 123" : "one\ntwo äöü");

        // As a spreadsheet has its workbook open. On Unix such a lock is .NET's own.
        using var writer = OperatingSystem.IsWindows() ? new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite) : null;

        Assert.Equal("one\ntwo äöü", Readers[way](path));
    }

    [Fact]
    public void Who_reads_a_file_keeps_nobody_from_replacing_or_deleting_it()
    {
        var path = _directory.PathOf("a.txt");
        File.WriteAllText(path, "old");
        using var reader = SharedReading.Open(path);

        File.WriteAllText(_directory.PathOf("b.txt"), "new");
        FileChange.Replace(_directory.PathOf("b.txt"), path, SharingRetry.Never);
        Assert.Equal("new", File.ReadAllText(path));
        FileChange.Delete(path, SharingRetry.Never);

        Assert.Equal((byte)'o', reader.ReadByte());
    }

    public void Dispose() => _directory.Dispose();
}
