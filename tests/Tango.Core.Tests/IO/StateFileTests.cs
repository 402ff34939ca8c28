using Tango.Core.Tests.Execution;
using Tango.IO;

namespace Tango.Core.Tests.IO;

public sealed class StateFileTests : IDisposable
{
    private const string Layout = "tango test 1";

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    private string FilePath => _directory.PathOf("state.bin");

    [Fact]
    public void What_was_written_is_read()
    {
        string[] texts = ["", "größe", "line\nend\tof\0it\\", new('x', 100_000)];
        var file = new StampedFile("/a\nb", new FileStamp(1L << 40, 2, 3, -4), "content");
        var glob = new StampedGlob("/d", "**/*.csv", ["/d/a", "/d/b"]);
        StateFile.Write(FilePath, Layout, writer =>
        {
            writer.WriteAll(texts);
            writer.WriteOptional(null);
            writer.WriteOptional("");
            StampedFile.Write(writer, file);
            StampedGlob.Write(writer, glob);
        });

        StateFile.Read(FilePath, Layout, reader =>
        {
            Assert.Equal(texts, reader.ReadAll(StateReader.ReadText));
            Assert.Null(reader.ReadOptional());
            Assert.Equal("", reader.ReadOptional());
            Assert.Equal(file, StampedFile.Read(reader));
            Assert.Equal(glob, StampedGlob.Read(reader));
            return "read";
        });
    }

    [Fact]
    public void Repeated_texts_are_written_once()
    {
        var many = new string('a', 1000);
        var bytes = StateFile.ToBytes(Layout, writer =>
        {
            for (var index = 0; index < 10; index++)
                WriteNested(writer, $"{many}/{index % 2}");
        });

        Assert.InRange(bytes.Length, 1000, 1200);
        var read = StateFile.FromBytes(bytes, Layout, reader => Enumerable.Range(0, 10).Select(_ => ReadNested(reader)).ToList());
        Assert.Equal(Enumerable.Range(0, 10).Select(index => $"{many}/{index % 2}"), read);

        // An item of an item is written before it, and counted before it.
        void WriteNested(StateWriter writer, string text) => writer.WriteShared(text, (_, _) =>
        {
            writer.WriteShared(text.Split('/')[0], static (writer, part) => writer.Write(part));
            writer.WriteShared(text.Split('/')[1], static (writer, part) => writer.Write(part));
        });

        static string ReadNested(StateReader reader) => reader.ReadShared(static reader => string.Join('/', [
            reader.ReadShared(static reader => reader.ReadString()), reader.ReadShared(static reader => reader.ReadString())]));
    }

    [Fact]
    public void A_truncated_or_corrupt_file_counts_as_missing()
    {
        var whole = StateFile.ToBytes(Layout, writer => writer.Write("content"));
        Assert.Equal("content", StateFile.FromBytes(whole, Layout, reader => reader.ReadString()));
        for (var at = 0; at < whole.Length; at++)
        {
            Assert.Null(StateFile.FromBytes(whole[..at], Layout, reader => reader.ReadString()));
            Assert.Null(StateFile.FromBytes([.. whole[..at], (byte)(whole[at] ^ 1), .. whole[(at + 1)..]], Layout, reader => reader.ReadString()));
        }

        Assert.Null(StateFile.FromBytes([.. whole, 0], Layout, reader => reader.ReadString()));
    }

    [Theory]
    [InlineData("tango test 2")]
    [InlineData("tango test")]
    [InlineData("Tango test 1")]
    [InlineData("")]
    public void A_file_of_another_layout_is_as_good_as_none(string layout) =>
        Assert.Null(StateFile.FromBytes(StateFile.ToBytes(layout, writer => writer.Write("content")), Layout, reader => reader.ReadString()));

    [Theory]
    [InlineData(-1)]
    [InlineData(2)]
    [InlineData(int.MaxValue)]
    public void So_is_one_whose_content_is_not_of_its_layout(int count) =>
        Assert.Null(StateFile.FromBytes(
            StateFile.ToBytes(Layout, writer =>
            {
                writer.Write(count);
                writer.Write("x");
            }),
            Layout,
            reader => reader.ReadAll(StateReader.ReadText)));

    [Fact]
    public void A_place_where_no_file_is_has_none()
    {
        Assert.Null(StateFile.Read(FilePath, Layout, reader => reader.ReadString()));
        Assert.Null(StateFile.Read(_directory.PathOf("no/folder"), Layout, reader => reader.ReadString()));
        Directory.CreateDirectory(FilePath);
        Assert.Null(StateFile.Read(FilePath, Layout, reader => reader.ReadString()));
    }

    [Theory]
    [InlineData(SpecialFiles.Pipe)]
    [InlineData(SpecialFiles.Socket)]
    [InlineData(SpecialFiles.LinkToPipe)]
    [InlineData(SpecialFiles.LinkToDevice)]
    [InlineData(SpecialFiles.DanglingLink)]
    [InlineData(SpecialFiles.LinkToItself)]
    public async Task What_is_not_a_file_is_not_opened_and_is_replaced(string kind)
    {
        if (OperatingSystem.IsWindows())
            return;

        SpecialFiles.Make(kind, FilePath);

        Assert.Null(await Task.Run(() => StateFile.Read(FilePath, Layout, reader => reader.ReadString())).WaitAsync(TestLimits.Hang));
        StateFile.Write(FilePath, Layout, writer => writer.Write("content"));
        Assert.Equal("content", StateFile.Read(FilePath, Layout, reader => reader.ReadString()));
    }

    [Fact]
    public void Who_can_do_without_a_file_that_cannot_be_opened_does()
    {
        StateFile.Write(FilePath, Layout, writer => writer.Write("content"));
        using var locked = new FileStream(FilePath, FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        Assert.Null(StateFile.Read(FilePath, Layout, reader => reader.ReadString(), onlySavesTime: true));
        Assert.Throws<IOException>(() => StateFile.Read(FilePath, Layout, reader => reader.ReadString()));
    }
}
