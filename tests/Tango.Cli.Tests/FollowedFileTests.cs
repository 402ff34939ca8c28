namespace Tango.Cli.Tests;

public sealed class FollowedFileTests : IDisposable
{
    private readonly RecordedFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>What happens to the file each time before the reader asks; after the last the answer is that nobody writes any more.</summary>
    [Theory]
    [InlineData("one ")]
    [InlineData("one two ", "append two")]
    [InlineData("one two three ", "append two", "append three")]
    [InlineData("one two three ", "append two", "", "append three", "")]
    [InlineData("one two ", "replace two")]
    [InlineData("one two three four ", "append two", "replace three", "append four")]
    [InlineData("one ", "delete")]
    public async Task It_is_read_to_the_end_that_its_writer_left(string expected, params string[] changes)
    {
        var path = _folder.PathOf("log ;%.txt");
        await File.WriteAllTextAsync(path, "one ");
        var change = 0;
        using var writer = new StringWriter();

        await new FollowedFile(path).CopyAsync(writer, MayGrow, CancellationToken.None);

        Assert.Equal(expected, writer.ToString());

        bool MayGrow()
        {
            if (change == changes.Length)
                return false;

            Change(path, changes[change++]);
            return true;
        }
    }

    private static void Change(string path, string change)
    {
        switch (change.Split(' '))
        {
            case ["append", var text]: File.AppendAllText(path, text + " "); break;
            case ["replace", var text]:
                // Beside the old one, which a reader has open: as a step that runs again does it.
                File.WriteAllText(path + ".new", text + " ");
                File.Move(path + ".new", path, overwrite: true);
                break;
            case ["delete"]: File.Delete(path); break;
        }
    }
}
