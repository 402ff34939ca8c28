using Tango.Core.Tests.Caching;
using Tango.Core.Tests.Execution;

namespace Tango.Core.Tests.Formats.Files;

/// <summary>Names that a result cannot have, because some system could not restore it.</summary>
public sealed class OutputNamesTests : IDisposable
{
    private const string Id = "Step-1-00000000000000000000000000000000";

    private readonly TemporaryDirectory _directory = new();

    private string Made => _directory.PathOf("made");

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("a:b", "contains ':'")]
    [InlineData("x.", "ends with a dot")]
    [InlineData("x ", "ends with a space")]
    [InlineData("con", "the device CON")]
    [InlineData("aux.txt", "the device AUX")]
    [InlineData("no\nline", "contains a control character")]
    [InlineData("sub/what?", "contains '?'")]
    [InlineData("a|b/file", "contains '|'")]
    [InlineData("empty./", "ends with a dot")]
    public async Task A_name_that_Windows_lacks_is_refused_with_the_reason(string name, string reason)
    {
        if (OperatingSystem.IsWindows())
            return; // Nothing has such a name.

        Write(name);

        var refused = await Assert.ThrowsAsync<TangoException>(() => StoreAsync(new OutputDirectory(Made)));

        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
        Assert.Contains("another name", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("A", "a")]
    [InlineData("sub/A", "sub/a")]
    [InlineData("Sub/one", "sub/two")]
    [InlineData("\u00e9", "e\u0301")]
    [InlineData("\u00c9/one", "e\u0301/two")]
    [InlineData("A/", "a")]
    public async Task Two_names_that_some_system_takes_for_one_are_refused(string one, string other)
    {
        if (!OperatingSystem.IsLinux())
            return; // They are one.

        Write(one);
        Write(other);

        var refused = await Assert.ThrowsAsync<TangoException>(() => StoreAsync(new OutputDirectory(Made)));

        Assert.Contains("take them for one", refused.Message, StringComparison.Ordinal);
    }

    [WindowsFact]
    public async Task On_Windows_they_are_one_file()
    {
        Write("A");
        Write("a");

        await StoreAsync(new OutputDirectory(Made));

        Assert.Equal("a", File.ReadAllText(Assert.Single(Directory.GetFiles(Made))));
    }

    [Fact]
    public async Task The_name_of_a_single_file_counts_too()
    {
        if (OperatingSystem.IsWindows())
            return; // Nothing has such a name.

        Write("12:30");

        await Assert.ThrowsAsync<TangoException>(() => StoreAsync(new OutputFile(Path.Combine(Made, "12:30"))));
    }

    [Theory]
    [InlineData("A", "b")]
    [InlineData("A/x", "B/x")]
    [InlineData("e", "\u00e9")]
    [InlineData(".hidden", "console")]
    public async Task Other_names_are_stored(string one, string other)
    {
        Write(one);
        Write(other);

        await StoreAsync(new OutputDirectory(Made));
    }

    private void Write(string name)
    {
        var path = Path.Combine(Made, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        if (!name.EndsWith('/'))
            File.WriteAllText(path, name);
    }

    private async Task StoreAsync(object result)
    {
        var format = result is OutputFile ? "file" : "directory";
        await new DirectoryStepCache(_directory.PathOf("cache")).PutAsync(Entry.Of(Id, format), result, result.GetType());
    }
}
